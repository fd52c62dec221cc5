package dev.countersign.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileAddressTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 999, 256, tile/0/999",
        "3, 1000, 256, tile/3/x001/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "1, 0, 1, tile/1/000.p/1",
        "0, 1234067, 255, tile/0/x001/x234/067.p/255"
    })
    void aPathIsWrittenAndReadAsTheSpecificationHasIt(int level, long index, int width, String path) {
        TileAddress address = new TileAddress(level, index, width);
        assertThat(address.path()).isEqualTo(path);
        assertThat(TileAddress.parse(level, path.substring("tile/0/".length()))).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "00",
                "0000",
                "x000/001",
                "001/002",
                "x1/002",
                "000.p/0",
                "000.p/256",
                "000.p/01",
                "000.p/",
                "-01",
                "000/",
                "../000",
                "x001/x234/067.p/999",
                "x999/x999/x999/x999/x999/x999/999"
            })
    void anyOtherFormIsNoTile(String path) {
        assertThat(TileAddress.parse(0, path)).isEmpty();
    }

    @Test
    void aTileIsAsWideAsTheTreeMakesIt() {
        assertThat(TileAddress.within(0, 0, 255)).contains(new TileAddress(0, 0, 255));
        assertThat(TileAddress.within(0, 0, 256)).contains(new TileAddress(0, 0, 256));
        assertThat(TileAddress.within(0, 1, 256)).isEmpty();
        assertThat(TileAddress.within(1, 0, 600)).contains(new TileAddress(1, 0, 2));
        assertThat(new TileAddress(1, 0, 3).existsIn(600)).isFalse();
    }

    @Test
    void entriesAreReadAsTheyWereWritten() {
        List<byte[]> entries = List.of(new byte[0], new byte[] {1}, new byte[EntryBundle.MAX_ENTRY]);
        byte[] bundle = EntryBundle.write(entries);
        assertThat(bundle).startsWith(0, 0, 0, 1, 1, 0xff, 0xff).hasSize(6 + 1 + EntryBundle.MAX_ENTRY);
        assertThat(EntryBundle.read(bundle)).containsExactlyElementsOf(entries);
        assertThatThrownBy(() -> EntryBundle.read(new byte[] {0, 2, 1})).hasMessage("the bundle of entries ends early");
        assertThatThrownBy(() -> EntryBundle.write(List.of(new byte[EntryBundle.MAX_ENTRY + 1])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
