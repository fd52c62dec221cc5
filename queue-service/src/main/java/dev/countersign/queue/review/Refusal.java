package dev.countersign.queue.review;

/** Why a review does not do what a person asks. */
public enum Refusal {
    ALREADY_DECIDED,
    EXPIRED,
    WITHDRAWN,
    CLAIMED_BY_ANOTHER,
    NOT_CLAIMED,
    ALREADY_APPROVED,
    OWN_WORK,
    SAME_OWNER,
    NOBODY_ABOVE
}
