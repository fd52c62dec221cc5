package dev.countersign.verifier;

import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.verifier.ReleaseRefusedException.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/**
 * Verifies releases offline: against the issuer's public keys, which are fetched once and again when a release names a key that is
 * not known yet. Safe for use by many threads.
 */
public final class ReleaseVerifier {

    /** How far the clocks of issuer and verifier may be apart, unless told otherwise: what NTP keeps with ease. */
    public static final Duration DEFAULT_SKEW = Duration.ofSeconds(30);

    private static final String TYPE = "countersign-release+jwt";
    private static final int ANY_AGE = Integer.MAX_VALUE;

    /** Releases that name unknown keys make nobody fetch the keys more often than this. */
    private static final long REFRESH_MILLIS = 1_000;

    /** While the keys cannot be fetched, those that are known are good, and this long passes between two attempts. */
    private static final long RETAIN_SECONDS = 30;

    private final String issuer;
    private final String audience;
    private final VerificationKeyResolver keys;
    private final UsedReleases used;
    private final Clock clock;
    private final Duration skew;

    /**
     * A verifier.
     *
     * @param issuer the {@code iss} that policy-service was configured with
     * @param audience the {@code aud} that it issues releases for
     */
    public ReleaseVerifier(
            String issuer, String audience, VerificationKeyResolver keys, UsedReleases used, Clock clock) {
        this(issuer, audience, keys, used, clock, DEFAULT_SKEW);
    }

    private ReleaseVerifier(
            String issuer,
            String audience,
            VerificationKeyResolver keys,
            UsedReleases used,
            Clock clock,
            Duration skew) {
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.audience = Objects.requireNonNull(audience, "audience");
        this.keys = Objects.requireNonNull(keys, "keys");
        this.used = Objects.requireNonNull(used, "used");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.skew = Objects.requireNonNull(skew, "skew");
    }

    /** A verifier that fetches the keys of policy-service and remembers used releases within this JVM. */
    public static ReleaseVerifier of(URI policyService, String issuer, String audience) {
        HttpsJwks jwks =
                new HttpsJwks(policyService.resolve("/.well-known/jwks.json").toString());
        jwks.setRefreshReprieveThreshold(REFRESH_MILLIS);
        jwks.setRetainCacheOnErrorDuration(RETAIN_SECONDS);
        return new ReleaseVerifier(
                issuer,
                audience,
                new HttpsJwksVerificationKeyResolver(jwks),
                UsedReleases.inMemory(Clock.systemUTC()),
                Clock.systemUTC());
    }

    /**
     * The same verifier, but for how far the clocks of issuer and verifier may be apart. A release is good for so much longer.
     *
     * @param difference in either direction, zero for none
     */
    public ReleaseVerifier tolerating(Duration difference) {
        if (difference.isNegative()) {
            throw new IllegalArgumentException("a difference of clocks is not negative");
        }
        return new ReleaseVerifier(issuer, audience, keys, used, clock, difference);
    }

    /**
     * What is about to be executed.
     *
     * @param process absent where the system knows nothing of processes
     * @param payload the payload as JSON text
     */
    public record Execution(@Nullable String process, String agent, String action, String target, String payload) {

        /** Where the system knows nothing of processes. */
        public Execution(String agent, String action, String target, String payload) {
            this(null, agent, action, target, payload);
        }

        public Execution {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(payload, "payload");
        }
    }

    /**
     * Verifies a release for what is about to be executed, and uses it up.
     *
     * @param release the compact JWS that the agent brought
     * @throws ReleaseRefusedException when it does not permit exactly this
     */
    public Release verify(String release, Execution execution) throws ReleaseRefusedException {
        Release verified = read(claims(release));
        if (!verified.payloadDigest().equals(digest(execution.payload()))) {
            throw new ReleaseRefusedException(Reason.OTHER_PAYLOAD, "the release is for another payload", null);
        }
        if (!isFor(verified, execution)) {
            throw new ReleaseRefusedException(
                    Reason.OTHER_EXECUTION, "the release is for another process, agent, action or target", null);
        }
        if (!used.use(verified.id(), verified.expiresAt().plus(skew))) {
            throw new ReleaseRefusedException(Reason.ALREADY_USED, "the release was used already", null);
        }
        return verified;
    }

    private static boolean isFor(Release release, Execution execution) {
        return (execution.process() == null || release.process().equals(execution.process()))
                && release.agent().equals(execution.agent())
                && release.action().equals(execution.action())
                && release.target().equals(execution.target());
    }

    /** None for what is no JSON, or not read alike by every system: it was never released. */
    private static @Nullable String digest(String payload) {
        try {
            return PayloadDigest.of(payload);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private JwtClaims claims(String release) throws ReleaseRefusedException {
        try {
            return consumer().processToClaims(release);
        } catch (InvalidJwtException e) {
            throw new ReleaseRefusedException(reason(e), "the release is not valid here", e);
        }
    }

    /** Built for each use: it holds the evaluation time. */
    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA))
                .setExpectedType(true, TYPE)
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audience)
                .setRequireJwtId()
                .setRequireSubject()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .setIssuedAtRestrictions(0, ANY_AGE)
                .setAllowedClockSkewInSeconds(Math.toIntExact(skew.toSeconds()))
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private static Reason reason(InvalidJwtException e) {
        if (isOutage(e)) {
            return Reason.KEYS_UNAVAILABLE;
        }
        if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID) || e.getJwtContext() == null) {
            return Reason.UNTRUSTED;
        }
        if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID)
                || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)
                || e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
                || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return Reason.NOT_FOR_US;
        }
        if (e.hasErrorCode(ErrorCodes.ISSUED_AT_INVALID_FUTURE)) {
            return Reason.NOT_YET_VALID;
        }
        return e.hasExpired() ? Reason.EXPIRED : Reason.UNTRUSTED;
    }

    private static boolean isOutage(InvalidJwtException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static Release read(JwtClaims claims) throws ReleaseRefusedException {
        try {
            return new Release(
                    claims.getJwtId(),
                    claims.getSubject(),
                    required(claims, "evaluation"),
                    required(claims, "process"),
                    required(claims, "action"),
                    required(claims, "target"),
                    required(claims, "payload_digest"),
                    claims.getStringClaimValue("decision"),
                    Objects.requireNonNullElse(claims.getStringListClaimValue("approvers"), List.of()),
                    claims.getClaimValue("policy_version", Long.class),
                    instant(claims.getIssuedAt()),
                    instant(claims.getExpirationTime()));
        } catch (MalformedClaimException e) {
            throw new ReleaseRefusedException(Reason.UNTRUSTED, "a claim of the release is malformed", e);
        }
    }

    private static String required(JwtClaims claims, String name)
            throws MalformedClaimException, ReleaseRefusedException {
        String value = claims.getStringClaimValue(name);
        if (value == null) {
            throw new ReleaseRefusedException(Reason.UNTRUSTED, "the release has no " + name, null);
        }
        return value;
    }

    private static Instant instant(NumericDate date) {
        return Instant.ofEpochMilli(date.getValueInMillis());
    }
}
