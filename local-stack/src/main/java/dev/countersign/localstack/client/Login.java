package dev.countersign.localstack.client;

import dev.countersign.localstack.Realm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Who calls. On the local stack, everybody's secret or password is the name. */
public sealed interface Login {

    String name();

    /** The form that asks Keycloak for a token. */
    String form();

    /** An agent, with its client's credentials. */
    record Client(String name) implements Login {
        @Override
        public String form() {
            return encode(Map.of("grant_type", "client_credentials", "client_id", name, "client_secret", name));
        }
    }

    /** A person, with name and password. */
    record User(String name) implements Login {
        @Override
        public String form() {
            return encode(Map.of("grant_type", "password", "client_id", Realm.CLI, "username", name, "password", name));
        }
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
