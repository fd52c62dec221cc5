package dev.countersign.policy.release;

import dev.countersign.contracts.Principal;
import dev.countersign.problems.Problem;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Function;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.jwx.Headers;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * A release as a JWS in compact form, signed with Ed25519. Signing the same claims with the same key gives the same text, so that no
 * release needs to be stored.
 */
public final class ReleaseToken {

    private static final String TYPE = "countersign-release+jwt";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String issuer;
    private final String audience;

    public ReleaseToken(String issuer, String audience) {
        this.issuer = issuer;
        this.audience = audience;
    }

    /** The release that says this. */
    String sign(Claims claims, SigningKey key) {
        String signed = base64(header(key)) + "." + base64(json(claims).toJson());
        return signed + "." + BASE64.encodeToString(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String header(SigningKey key) {
        Headers headers = new Headers();
        headers.setStringHeaderValue(HeaderParameterNames.ALGORITHM, AlgorithmIdentifiers.EDDSA);
        headers.setStringHeaderValue(HeaderParameterNames.KEY_ID, key.id());
        headers.setStringHeaderValue(HeaderParameterNames.TYPE, TYPE);
        return headers.getFullHeaderAsJsonString();
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private JwtClaims json(Claims claims) {
        JwtClaims jwt = new JwtClaims();
        jwt.setIssuer(issuer);
        jwt.setAudience(audience);
        jwt.setSubject(claims.agent());
        jwt.setJwtId(claims.id().toString());
        jwt.setIssuedAt(NumericDate.fromSeconds(claims.issuedAt().getEpochSecond()));
        jwt.setExpirationTime(NumericDate.fromSeconds(claims.expiresAt().getEpochSecond()));
        jwt.setClaim("evaluation", claims.evaluation().toString());
        jwt.setClaim("process", claims.process());
        jwt.setClaim("action", claims.actionType());
        jwt.setClaim("target", claims.target());
        jwt.setClaim("payload_digest", claims.payloadDigest());
        jwt.setClaim("decision", claims.decision());
        jwt.setClaim(
                "approvers",
                claims.approvers().stream().map(Principal::toString).toList());
        if (claims.policyVersion() != null) {
            jwt.setClaim("policy_version", claims.policyVersion());
        }
        return jwt;
    }

    /** The id of the key that a release says it was signed with; {@code null} where the text is no release at all. */
    public static @Nullable String keyId(String text) {
        try {
            return JsonWebStructure.fromCompactSerialization(text).getKeyIdHeaderValue();
        } catch (JoseException | RuntimeException e) {
            return null;
        }
    }

    /**
     * What a release says, once signature, issuer, audience and expiry have been checked.
     *
     * @param keys the public key by its id; {@code null} for an id that is not known
     * @throws Problem {@code release-expired} or {@code release-invalid}
     */
    public Verified verify(String text, Function<String, @Nullable PublicKey> keys, Instant now) {
        try {
            JwtClaims claims = consumer(keys, now).processToClaims(text);
            return new Verified(UUID.fromString(claims.getJwtId()), claims.getStringClaimValue("payload_digest"));
        } catch (InvalidJwtException e) {
            throw e.hasErrorCode(ErrorCodes.EXPIRED) ? expired() : invalid();
        } catch (MalformedClaimException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** What redeeming needs to know of a genuine release. */
    public record Verified(UUID id, String payloadDigest) {}

    private JwtConsumer consumer(Function<String, @Nullable PublicKey> keys, Instant now) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA)
                .setExpectedType(true, TYPE)
                .setVerificationKeyResolver((jws, nesting) -> {
                    @Nullable PublicKey key = keys.apply(String.valueOf(jws.getKeyIdHeaderValue()));
                    if (key == null) {
                        throw new UnresolvableKeyException("no such key");
                    }
                    return key;
                })
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .setRequireJwtId()
                .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
                .build();
    }

    static Problem expired() {
        return Problem.of(
                422, "release-expired", "Release expired", "The release is no longer good; read the evaluation again.");
    }

    static Problem invalid() {
        return Problem.of(
                422, "release-invalid", "Release invalid", "This is no release that was issued here and still stands.");
    }
}
