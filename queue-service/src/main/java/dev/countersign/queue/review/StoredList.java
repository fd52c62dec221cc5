package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.review.Ballot.Approval;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Short lists as one column: ids have no spaces, and instants have none either. */
final class StoredList {

    private StoredList() {}

    static String of(List<Principal> principals) {
        return principals.stream().map(Principal::toString).collect(Collectors.joining(" "));
    }

    static List<Principal> principals(String stored) {
        return words(stored).stream().map(Principal::parse).toList();
    }

    static String ofApprovals(List<Approval> approvals) {
        return approvals.stream()
                .map(approval -> approval.at() + "=" + approval.by())
                .collect(Collectors.joining(" "));
    }

    static List<Approval> approvals(String stored) {
        return words(stored).stream().map(StoredList::approval).toList();
    }

    private static Approval approval(String word) {
        int split = word.indexOf('=');
        return new Approval(word.substring(split + 1), Instant.parse(word.substring(0, split)));
    }

    private static List<String> words(String stored) {
        return stored.isEmpty() ? List.of() : Arrays.asList(stored.split(" ", -1));
    }
}
