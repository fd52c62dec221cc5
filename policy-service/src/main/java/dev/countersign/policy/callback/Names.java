package dev.countersign.policy.callback;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** Where names lead. */
@FunctionalInterface
interface Names {

    /** Every address of a host, in the order in which to try them; fails where there is none. */
    Uni<List<InetAddress>> resolve(String host);
}
