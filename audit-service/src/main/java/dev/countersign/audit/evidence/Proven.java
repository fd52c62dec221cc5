package dev.countersign.audit.evidence;

import dev.countersign.audit.checkpoint.Checkpoint;
import dev.countersign.audit.merkle.Hash;
import dev.countersign.audit.merkle.Merkle;
import dev.countersign.audit.merkle.Proofs;
import dev.countersign.audit.merkle.TileReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event with all that is needed to prove it: SHA-256 over {@code salt} and {@code content} (its UTF-8 bytes) is the entry's digest; the
 * entry's leaf hash leads through the inclusion proof to the checkpoint's root.
 *
 * @param logIndex of the leaf
 * @param entry the leaf: canonical JSON, exactly these characters
 * @param leafHash base64
 * @param inclusionProof base64, lowest first
 * @param salt base64; absent once the content is erased
 * @param content the event's JSON, exactly these characters; absent once erased
 * @param intact whether all of this holds, as this service sees it; a reader who trusts nobody checks it again
 */
public record Proven(
        long logIndex,
        UUID id,
        String source,
        String type,
        String entry,
        String leafHash,
        List<String> inclusionProof,
        @Nullable String salt,
        @Nullable String content,
        @Nullable Instant erasedAt,
        boolean intact) {

    static Proven of(LoggedEvent logged, Checkpoint checkpoint, TileReader tiles) {
        Hash leaf = Merkle.leaf(logged.entry());
        List<Hash> proof = Proofs.inclusion(logged.index(), checkpoint.size(), tiles);
        boolean included = Proofs.includes(logged.index(), leaf, checkpoint.size(), checkpoint.root(), proof);
        LoggedEvent.Content content = logged.content();
        return new Proven(
                logged.index(),
                logged.id(),
                logged.source(),
                logged.type(),
                new String(logged.entry(), StandardCharsets.UTF_8),
                leaf.base64(),
                proof.stream().map(Hash::base64).toList(),
                content == null ? null : Base64.getEncoder().encodeToString(content.salt()),
                content == null ? null : new String(content.value(), StandardCharsets.UTF_8),
                logged.erasedAt(),
                included && logged.isIntact());
    }
}
