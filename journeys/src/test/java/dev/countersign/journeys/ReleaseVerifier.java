package dev.countersign.journeys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;

/** A system at the point of effect: it has fetched the public keys once, and from then on checks releases without asking anybody. */
public final class ReleaseVerifier {

    private static final byte[] ED25519_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    private final JWKSet keys;
    private final Instant now;

    ReleaseVerifier(String jwks, Instant now) {
        try {
            this.keys = JWKSet.parse(jwks);
        } catch (ParseException e) {
            throw new AssertionError("no JWKS: " + jwks, e);
        }
        this.now = now;
        if (keys.getKeys().stream().anyMatch(JWK::isPrivate)) {
            throw new AssertionError("the JWKS holds a private key");
        }
    }

    /** The claims, where the release is signed by a known key and has not ended; empty otherwise. */
    public Optional<JWTClaimsSet> verified(String release) {
        try {
            SignedJWT token = SignedJWT.parse(release);
            JWK key = keys.getKeyByKeyId(token.getHeader().getKeyID());
            if (key == null || !isSignedBy(token, key)) {
                return Optional.empty();
            }
            JWTClaimsSet claims = token.getJWTClaimsSet();
            return Optional.of(claims).filter(c -> c.getExpirationTime().after(Date.from(now)));
        } catch (ParseException | JOSEException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean isSignedBy(JWSObject token, JWK key) throws JOSEException, GeneralSecurityException {
        if (key instanceof ECKey elliptic && token.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)) {
            return token.verify(new ECDSAVerifier(elliptic));
        }
        // Nimbus leaves Ed25519 to Tink; the JDK does it itself.
        return key instanceof OctetKeyPair edwards && isSignedBy(token, edwards);
    }

    private static boolean isSignedBy(JWSObject token, OctetKeyPair key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(publicKey(key.getDecodedX()));
        String signed =
                token.getHeader().toBase64URL() + "." + token.getPayload().toBase64URL();
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signature.verify(token.getSignature().decode());
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = new byte[ED25519_HEADER.length + raw.length];
        System.arraycopy(ED25519_HEADER, 0, encoded, 0, ED25519_HEADER.length);
        System.arraycopy(raw, 0, encoded, ED25519_HEADER.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
