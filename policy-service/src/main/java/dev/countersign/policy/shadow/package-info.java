/** A candidate policy beside the one in force: it answers what is proposed too, on record and without effect. */
package dev.countersign.policy.shadow;
