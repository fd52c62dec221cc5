package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RealmTest {

    private final JsonNode realm =
            read(Realm.json(Addresses.fromEnvironment(Map.of("COUNTERSIGN_QUEUE_PORT", "9082"))));

    @Test
    void everybodyHasRolesThatExist() {
        List<String> known = texts(realm.at("/roles/realm"), "name");

        assertThat(known).containsExactlyInAnyOrder("agent", "process-owner", "reviewer", "admin", "auditor");
        realm.path("users")
                .forEach(user -> assertThat(user.path("realmRoles"))
                        .as(user.path("username").asText())
                        .isNotEmpty()
                        .allSatisfy(role -> assertThat(known).contains(role.asText())));
    }

    @Test
    void thereIsASecondPersonForWhatLoosens() {
        assertThat(realm.path("users"))
                .filteredOn(user -> user.path("realmRoles")
                        .valueStream()
                        .anyMatch(role -> role.asText().equals("process-owner")))
                .extracting(user -> user.path("username").asText())
                .containsExactly("grace", "hugo");
    }

    @Test
    void everyAgentIsAClientWithAnAccountOfItsOwn() {
        for (String agent : List.of("demo-agent", "airline-agent")) {
            JsonNode client = one("clients", "clientId", agent);
            assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
            assertThat(client.path("standardFlowEnabled").asBoolean()).isFalse();
            JsonNode account = one("users", "serviceAccountClientId", agent);
            assertThat(account.path("username").asText()).isEqualTo("service-account-" + agent);
            assertThat(account.at("/realmRoles/0").asText()).isEqualTo("agent");
        }
    }

    @Test
    void everyTokenIsForCountersign() {
        realm.path("clients")
                .forEach(client -> assertThat(client.at("/protocolMappers/0/config/included.custom.audience")
                                .asText())
                        .isEqualTo("countersign"));
    }

    @Test
    void browsersComeBackToTheServicesOnly() {
        JsonNode console = one("clients", "clientId", "countersign-console");

        assertThat(console.path("redirectUris"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("http://localhost:9082/*", "http://127.0.0.1:9082/*");
        assertThat(console.path("publicClient").asBoolean()).isFalse();
        assertThat(console.at("/attributes/pkce.code.challenge.method").asText())
                .isEqualTo("S256");
    }

    @Test
    void forStacksWhosePortsAreNotKnownBrowsersComeBackToThisMachineOnly() {
        JsonNode console = read(Realm.jsonForAnyPort()).path("clients").get(2);

        assertThat(console.path("clientId").asText()).isEqualTo("countersign-console");
        assertThat(console.path("redirectUris"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("http://localhost:*", "http://127.0.0.1:*");
    }

    @Test
    void peopleLogInWithTheirNames() {
        JsonNode maria = one("users", "username", "maria");

        assertThat(maria.path("firstName").asText()).isEqualTo("María");
        assertThat(maria.path("email").asText()).isEqualTo("maria@example.com");
        assertThat(maria.at("/credentials/0/value").asText()).isEqualTo("maria");
        assertThat(maria.at("/credentials/0/temporary").asBoolean()).isFalse();
        assertThat(texts(realm.path("users"), "username"))
                .contains("ana", "maria", "tom", "rosa", "grace", "hugo", "olga", "admin");
    }

    private JsonNode one(String kind, String field, String value) {
        return StreamSupport.stream(realm.path(kind).spliterator(), false)
                .filter(node -> node.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode nodes, String field) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.path(field).asText()));
        return texts;
    }

    private static JsonNode read(String realm) {
        try {
            return new ObjectMapper().readTree(realm);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
