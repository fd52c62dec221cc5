package dev.countersign.audit.fsck;

import dev.countersign.audit.merkle.TileAddress;
import java.io.IOException;

/** What a log serves, byte for byte. */
public interface LogSource {

    /** The signed note. */
    String checkpoint() throws IOException;

    /** 32 bytes a hash. */
    byte[] tile(TileAddress address) throws IOException;

    /** The entries under a tile of level 0: each with its length before it, two bytes, high byte first. */
    byte[] entries(TileAddress address) throws IOException;
}
