package dev.countersign.localstack;

import java.nio.file.Path;
import java.util.EnumSet;

/** A process that holds PostgreSQL and Kafka until it is killed. */
final class HeldStack {

    static final String UP = "held stack is up";

    private HeldStack() {}

    public static void main(String[] arguments) throws InterruptedException {
        Stack stack = Stack.builder(Path.of(arguments[0]))
                .addresses(Addresses.read(Path.of(arguments[1])))
                .parts(EnumSet.of(Endpoint.POSTGRES, Endpoint.KAFKA))
                .start();
        System.out.println(UP + " " + stack.addresses().kafka());
        Thread.sleep(Long.MAX_VALUE);
    }
}
