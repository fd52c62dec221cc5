package dev.countersign.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.payload.digest.PayloadDigest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/releases.md tells Node programs to do, done by Node with the real jose. Says so where it cannot be tried. */
class NodeRecipeTest {

    private static final String PAYLOAD = "{\"é\":[1.0,2e3,null,true],\"amount\":50,\"a\\\"\":\"\\u00e9\\n\"}";
    private static final String DRIVER = """
            import { readFileSync } from 'node:fs';
            import { verify } from './recipe.mjs';
            const cases = JSON.parse(readFileSync(0, 'utf8'));
            for (const one of cases) {
              const outcome = await verify(one.release, one.execution).then(() => 'ok', (error) => error.message);
              console.log(`${one.name}: ${outcome}`);
            }
            """;

    @TempDir
    Path folder;

    private final PublicJsonWebKey key = key("first");
    private final PublicJsonWebKey foreign = key("first");

    @Test
    void theRecipeTakesWhatIsGoodAndNothingElse() throws Exception {
        installJose();
        Files.writeString(folder.resolve("recipe.mjs"), recipe());
        Files.writeString(folder.resolve("driver.mjs"), DRIVER);
        HttpServer server = serve();
        try {
            String told = run(
                    List.of("node", "driver.mjs"),
                    cases(),
                    "http://127.0.0.1:" + server.getAddress().getPort());

            assertThat(told.lines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("good: ok"),
                            line -> assertThat(line).isEqualTo("replayed: the release was used already"),
                            line -> assertThat(line).isEqualTo("payload: the release is for another payload"),
                            line -> assertThat(line).startsWith("agent: the release is for another process"),
                            line -> assertThat(line).isEqualTo("foreign: signature verification failed"),
                            line -> assertThat(line).isEqualTo("altered: signature verification failed"),
                            line -> assertThat(line).startsWith("secret: \"alg\""),
                            line -> assertThat(line).startsWith("audience: unexpected \"aud\""),
                            line -> assertThat(line).startsWith("issuer: unexpected \"iss\""),
                            line -> assertThat(line).startsWith("type: unexpected \"typ\""),
                            line -> assertThat(line).startsWith("expired: \"exp\" claim timestamp check failed"),
                            line -> assertThat(line).startsWith("future: issued in the future"));
        } finally {
            server.stop(0);
        }
    }

    private String cases() throws JoseException {
        Instant now = Instant.now();
        Map<String, String> releases = new LinkedHashMap<>();
        String good = signed(key, claims("1", now), "countersign-release+jwt");
        releases.put("good", good);
        releases.put("replayed", good);
        releases.put("payload", signed(key, claims("2", now), "countersign-release+jwt"));
        releases.put("agent", signed(key, claims("3", now), "countersign-release+jwt"));
        releases.put("foreign", signed(foreign, claims("4", now), "countersign-release+jwt"));
        releases.put("altered", altered(signed(key, claims("5", now), "countersign-release+jwt")));
        releases.put("secret", confused(claims("6", now)));
        releases.put("audience", signed(key, with(claims("7", now), "aud", "elsewhere"), "countersign-release+jwt"));
        releases.put("issuer", signed(key, with(claims("8", now), "iss", "elsewhere"), "countersign-release+jwt"));
        releases.put("type", signed(key, claims("9", now), "at+jwt"));
        releases.put("expired", signed(key, claims("10", now.minusSeconds(420)), "countersign-release+jwt"));
        releases.put("future", signed(key, claims("11", now.plusSeconds(120)), "countersign-release+jwt"));
        StringBuilder cases = new StringBuilder();
        releases.forEach((name, release) -> cases.append(cases.isEmpty() ? "[" : ",")
                .append("{\"name\":\"")
                .append(name)
                .append("\",\"release\":\"")
                .append(release)
                .append("\",\"execution\":{\"process\":\"airline-changes\",\"agent\":\"")
                .append(name.equals("agent") ? "thief" : "airline-agent")
                .append("\",\"action\":\"cancel\",\"target\":\"reservation/X\",\"payload\":")
                .append(name.equals("payload") ? "{}" : PAYLOAD)
                .append("}}"));
        return cases.append("]").toString();
    }

    private static JwtClaims claims(String id, Instant issuedAt) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("countersign");
        claims.setAudience("countersign-execution");
        claims.setSubject("airline-agent");
        claims.setJwtId(id);
        claims.setIssuedAt(NumericDate.fromSeconds(issuedAt.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(issuedAt.getEpochSecond() + 300));
        claims.setStringClaim("process", "airline-changes");
        claims.setStringClaim("action", "cancel");
        claims.setStringClaim("target", "reservation/X");
        claims.setStringClaim("payload_digest", PayloadDigest.of(PAYLOAD));
        return claims;
    }

    private static JwtClaims with(JwtClaims claims, String name, String value) {
        claims.setStringClaim(name, value);
        return claims;
    }

    private static String signed(PublicJsonWebKey key, JwtClaims claims, String type) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setAlgorithmHeaderValue("EdDSA");
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setHeader("typ", type);
        jws.setKey(key.getPrivateKey());
        return jws.getCompactSerialization();
    }

    /** The public key as if it were a shared secret. */
    private String confused(JwtClaims claims) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setAlgorithmHeaderValue("HS256");
        jws.setKeyIdHeaderValue("first");
        jws.setHeader("typ", "countersign-release+jwt");
        jws.setKey(new HmacKey(key.getPublicKey().getEncoded()));
        return jws.getCompactSerialization();
    }

    private static String altered(String jws) {
        int middle = jws.indexOf('.') + 20;
        return jws.substring(0, middle) + (jws.charAt(middle) == 'A' ? 'B' : 'A') + jws.substring(middle + 1);
    }

    private static PublicJsonWebKey key(String id) {
        try {
            PublicJsonWebKey key = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            key.setKeyId(id);
            key.setAlgorithm("EdDSA");
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/jwks.json", exchange -> {
            byte[] body = new JsonWebKeySet(List.of(key)).toJson().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String recipe() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "releases.md"));
        int start = page.indexOf("```js\n") + "```js\n".length();
        return page.substring(start, page.indexOf("```", start));
    }

    private void installJose() throws InterruptedException {
        try {
            run(
                    List.of(
                            "npm",
                            "install",
                            "jose@6",
                            "--prefer-offline",
                            "--no-audit",
                            "--no-fund",
                            "--fetch-retries=0",
                            "--fetch-timeout=20000"),
                    "",
                    "");
        } catch (IOException e) {
            String why = "NOT TRIED: the recipe for Node in docs/releases.md needs node, npm and its registry: "
                    + e.getMessage();
            System.err.println(why);
            abort(why);
        }
    }

    private String run(List<String> command, String input, String countersign)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("COUNTERSIGN", countersign);
        builder.redirectOutput(folder.resolve("output").toFile());
        Process process = builder.start();
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end within a minute");
        }
        String output = Files.readString(folder.resolve("output"));
        if (process.exitValue() != 0) {
            throw new IOException(command + " failed: " + output);
        }
        return output;
    }
}
