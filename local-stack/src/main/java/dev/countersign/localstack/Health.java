package dev.countersign.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether a part answers at its address, whoever started it. */
public final class Health {

    private static final int CONNECT_MILLIS = 1000;

    private Health() {}

    public static boolean isUp(Endpoint endpoint, Addresses addresses) {
        String url = "http://" + Ports.LOOPBACK + ":" + addresses.port(endpoint);
        return switch (endpoint) {
            case POLICY, QUEUE, NOTIFICATION, AUDIT -> Http.isOk(url + "/q/health/ready");
            case KEYCLOAK -> Http.isOk(url + "/realms/" + Realm.NAME + "/.well-known/openid-configuration");
            case MAILBOX -> Http.isOk(url + "/");
            case POSTGRES, KAFKA, SMTP -> connects(addresses.port(endpoint));
        };
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
