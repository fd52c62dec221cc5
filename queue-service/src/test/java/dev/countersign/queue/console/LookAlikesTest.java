package dev.countersign.queue.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's table of look-alike letters is Unicode's: every letter or digit that can stand in a domain and looks like ASCII. */
class LookAlikesTest {

    private static final Path TABLE = Path.of("src/main/resources/web/app/text/confusables.ts");
    private static final Pattern LINE = Pattern.compile("^ {2}'?([a-z0-9]+)'?: '([0-9a-f ]+)',$", Pattern.MULTILINE);

    @Test
    void theTableIsWhatUnicodeSays() throws IOException {
        Map<Integer, String> table = new TreeMap<>();
        Matcher lines = LINE.matcher(Files.readString(TABLE));
        while (lines.find()) {
            for (String point : lines.group(2).split(" ")) {
                table.put(Integer.parseInt(point, 16), lines.group(1));
            }
        }

        assertThat(table).isEqualTo(unicodes());
    }

    private static Map<Integer, String> unicodes() {
        SpoofChecker checker =
                new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
        Normalizer2 folding = Normalizer2.getNFKCCasefoldInstance();
        Map<Integer, String> found = new TreeMap<>();
        for (int point = 0x80; point <= Character.MAX_CODE_POINT; point++) {
            String letter = Character.toString(point);
            if (UCharacter.isLetterOrDigit(point) && folding.isNormalized(letter)) {
                String seen = checker.getSkeleton(letter).toLowerCase(Locale.ROOT);
                if (seen.matches("[a-z0-9]{1,3}")) {
                    found.put(point, seen);
                }
            }
        }
        return found;
    }
}
