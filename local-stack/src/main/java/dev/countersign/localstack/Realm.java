package dev.countersign.localstack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The realm of the local stack as Keycloak imports it: roles, agents, people, and the clients that people log in through. */
public final class Realm {

    public static final String NAME = "countersign";

    /** The public client of the launcher: password grant, for a person's token on the command line. */
    public static final String CLI = "countersign-cli";

    static final List<String> ROLES = List.of("agent", "process-owner", "reviewer", "admin", "auditor");

    /** Agents; the secret of each is its name. */
    public static final List<String> AGENTS = List.of("demo-agent", "airline-agent");

    /** People; the password of each is the name. */
    public static final List<Person> PEOPLE = List.of(
            new Person("ana", "Ana", "Ferrer", "reviewer"),
            new Person("maria", "María", "Ruiz", "reviewer"),
            new Person("tom", "Tom", "Keller", "reviewer"),
            new Person("rosa", "Rosa", "Vidal", "reviewer"),
            new Person("grace", "Grace", "Okafor", "process-owner", "reviewer"),
            new Person("hugo", "Hugo", "Lind", "process-owner"),
            new Person("olga", "Olga", "Petrov", "auditor"),
            new Person("admin", "Admin", "Countersign", "admin"));

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Realm() {}

    /** Somebody who can log in; the password is the name. */
    public record Person(String name, String first, String last, List<String> roles) {
        public Person {
            roles = List.copyOf(roles);
        }

        Person(String name, String first, String last, String... roles) {
            this(name, first, last, List.of(roles));
        }
    }

    /** The realm's JSON for a stack at these addresses: browsers may come back to the services' pages and nowhere else. */
    public static String json(Addresses addresses) {
        return json(addresses.port(Endpoint.QUEUE) + "/*", addresses.port(Endpoint.AUDIT) + "/*");
    }

    /** The same for stacks of this machine whose ports are not known yet. */
    static String jsonForAnyPort() {
        return json("*", "*");
    }

    /** Of the addresses that browsers come back to, what stands after the colon: Keycloak knows an asterisk at the end alone. */
    private static String json(String console, String audit) {
        ObjectNode realm = JSON.createObjectNode();
        realm.put("realm", NAME).put("enabled", true).put("displayName", "Countersign");
        realm.put("sslRequired", "external").put("registrationAllowed", false).put("resetPasswordAllowed", false);
        realm.put("accessTokenLifespan", 300)
                .put("ssoSessionIdleTimeout", 43_200)
                .put("ssoSessionMaxLifespan", 43_200);
        ArrayNode roles = realm.putObject("roles").putArray("realm");
        ROLES.forEach(role -> roles.addObject().put("name", role));
        ArrayNode clients = realm.putArray("clients");
        AGENTS.forEach(agent -> agent(clients.addObject(), agent));
        browser(clients.addObject(), "countersign-console", console);
        browser(clients.addObject(), "countersign-audit", audit);
        commandLine(clients.addObject());
        ArrayNode users = realm.putArray("users");
        AGENTS.forEach(agent -> serviceAccount(users.addObject(), agent));
        PEOPLE.forEach(person -> person(users.addObject(), person));
        return realm.toPrettyString();
    }

    private static void agent(ObjectNode client, String name) {
        client.put("clientId", name).put("secret", name).put("serviceAccountsEnabled", true);
        client.put("standardFlowEnabled", false).put("directAccessGrantsEnabled", false);
        common(client);
    }

    private static void browser(ObjectNode client, String name, String portAndPath) {
        client.put("clientId", name).put("secret", name).put("standardFlowEnabled", true);
        client.put("directAccessGrantsEnabled", false).put("serviceAccountsEnabled", false);
        ArrayNode redirects = client.putArray("redirectUris");
        List.of("localhost", Ports.LOOPBACK).forEach(host -> redirects.add("http://" + host + ":" + portAndPath));
        client.putArray("webOrigins").add("+");
        // "+": wherever a browser may come back to after login, it may after logout.
        client.putObject("attributes").put("pkce.code.challenge.method", "S256").put("post.logout.redirect.uris", "+");
        common(client);
    }

    private static void commandLine(ObjectNode client) {
        client.put("clientId", CLI).put("publicClient", true).put("directAccessGrantsEnabled", true);
        client.put("standardFlowEnabled", false);
        common(client);
    }

    private static void common(ObjectNode client) {
        client.put("enabled", true).put("protocol", "openid-connect").put("fullScopeAllowed", true);
        ObjectNode audience = client.putArray("protocolMappers").addObject();
        audience.put("name", "audience").put("protocol", "openid-connect");
        audience.put("protocolMapper", "oidc-audience-mapper");
        audience.putObject("config")
                .put("included.custom.audience", NAME)
                .put("access.token.claim", "true")
                .put("id.token.claim", "false");
    }

    private static void serviceAccount(ObjectNode user, String agent) {
        user.put("username", "service-account-" + agent).put("enabled", true);
        user.put("serviceAccountClientId", agent).putArray("realmRoles").add("agent");
    }

    private static void person(ObjectNode user, Person person) {
        user.put("username", person.name()).put("enabled", true);
        user.put("firstName", person.first()).put("lastName", person.last());
        user.put("email", person.name() + "@example.com").put("emailVerified", true);
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", person.name())
                .put("temporary", false);
        ArrayNode roles = user.putArray("realmRoles");
        person.roles().forEach(roles::add);
    }
}
