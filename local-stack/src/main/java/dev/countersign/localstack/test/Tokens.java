package dev.countersign.localstack.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bearer tokens shaped as Keycloak's are, signed with a key of this JVM that the service under test accepts. */
public final class Tokens {

    /** The realm that test tokens claim to come from. */
    public static final String ISSUER = "http://localhost:8180/realms/countersign";

    public static final String AUDIENCE = "countersign";

    private static final String PROPERTY = "countersign.test.key";

    private Tokens() {}

    /** The token of an agent: client credentials of that client, with the role {@code agent}. */
    public static String agent(String name) {
        return builder()
                .client(name)
                .name("service-account-" + name)
                .roles("agent")
                .mint();
    }

    /** The token of a person who has logged in, with these roles. */
    public static String person(String name, String... roles) {
        return builder().name(name).roles(roles).mint();
    }

    /** For tokens that something is wrong with; by itself, nothing is. */
    public static Builder builder() {
        return new Builder();
    }

    /** The public key as Quarkus takes it ({@code quarkus.oidc.public-key}): Base64 of its X.509 form. */
    public static String publicKey() {
        try {
            return Base64.getEncoder().encodeToString(key().toRSAPublicKey().getEncoded());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key() {
        // Tests and the resource that configures the service are loaded by different class loaders of one JVM.
        synchronized (System.getProperties()) {
            try {
                String known = System.getProperty(PROPERTY);
                if (known != null) {
                    return RSAKey.parse(known);
                }
                RSAKey key = generate();
                System.setProperty(PROPERTY, key.toJSONString());
                return key;
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048).keyID("countersign-test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token in the making. */
    public static final class Builder {
        private final Instant now = Instant.now(Clock.systemUTC());
        private final JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .jwtID(UUID.randomUUID().toString())
                .claim("typ", "Bearer")
                .claim("azp", "countersign-cli");
        private boolean foreign;

        private Builder() {}

        /** Who it is about: {@code preferred_username}; the subject, an opaque id in Keycloak, follows from it. */
        public Builder name(String name) {
            claims.subject(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                    .toString());
            claims.claim("preferred_username", name);
            claims.claim("email", name + "@example.com");
            return this;
        }

        /** The client that asked for it: {@code azp}. */
        public Builder client(String client) {
            claims.claim("azp", client);
            return this;
        }

        public Builder roles(String... roles) {
            claims.claim("realm_access", Map.of("roles", List.of(roles)));
            return this;
        }

        public Builder audience(String... audience) {
            claims.audience(List.of(audience));
            return this;
        }

        public Builder issuer(String issuer) {
            claims.issuer(issuer);
            return this;
        }

        public Builder expiresAt(Instant instant) {
            claims.expirationTime(Date.from(instant));
            return this;
        }

        /** An hour past its end. */
        public Builder expired() {
            return expiresAt(now.minus(Duration.ofHours(1)));
        }

        /** Any other claim; {@code null} leaves it out. */
        public Builder claim(String name, @Nullable Object value) {
            claims.claim(name, value);
            return this;
        }

        /** Signed with a key that nobody knows. */
        public Builder foreignKey() {
            foreign = true;
            return this;
        }

        public String mint() {
            try {
                RSAKey key = foreign ? generate() : key();
                SignedJWT token = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(key.getKeyID())
                                .type(JOSEObjectType.JWT)
                                .build(),
                        claims.build());
                token.sign(new RSASSASigner(key));
                return token.serialize();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
