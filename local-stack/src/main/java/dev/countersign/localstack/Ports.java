package dev.countersign.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * TCP ports of the loopback address.
 *
 * <p>A port is free until somebody listens on it, which for a server takes seconds. So that nobody else has it by then, free ports come
 * from where no system takes those of outgoing connections, and from a block that is this process's alone: it listens on the first of
 * the block for as long as it lives.
 */
public final class Ports {

    /** The only address that anything here listens on. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int FIRST = 20_000;

    /** How many ports one block has, the one that is held among them. */
    static final int BLOCK = 50;

    private static final int BLOCKS = 200;

    /** Kept, since a listener that nobody holds is closed. */
    private static final List<ServerSocket> HELD = new ArrayList<>();

    private static int next;
    private static int end;

    private Ports() {}

    /** A port that nobody listens on, and that no other process and no other call is given while this process lives. */
    public static synchronized int free() {
        while (true) {
            if (next == end) {
                takeBlock();
            }
            int port = next++;
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static void takeBlock() {
        List<Integer> blocks =
                new ArrayList<>(IntStream.range(0, BLOCKS).boxed().toList());
        Collections.shuffle(blocks);
        for (int block : blocks) {
            int first = FIRST + block * BLOCK;
            if (hold(first)) {
                next = first + 1;
                end = first + BLOCK;
                return;
            }
        }
        throw new StackException("no free ports on " + LOOPBACK + " from " + FIRST + " to " + (FIRST + BLOCKS * BLOCK));
    }

    /** Whether the block is this process's from now on. */
    static boolean hold(int first) {
        try {
            return HELD.add(new ServerSocket(first, 1, InetAddress.getByName(LOOPBACK)));
        } catch (IOException e) {
            return false;
        }
    }

    /** The port itself, or a free one where it is 0. */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    /** Whether a server could listen on the port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: connections of an ended server that linger in TIME_WAIT do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
