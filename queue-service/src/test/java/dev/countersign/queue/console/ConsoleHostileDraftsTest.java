package dev.countersign.queue.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.queue.QueueTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Three hundred hostile drafts in a real browser: none runs a script, none loads anything, none hides a character. */
@QueueTest
class ConsoleHostileDraftsTest extends ConsoleTest {

    private static final int MANY = 300;
    /** In one list: each step draws all of it anew. */
    private static final int TOGETHER = 30;

    private static final long SEED = 20_260_504L;
    /** Text, another field, a source, a message of the conversation. */
    private static final int PLACES = 4;

    /** Puts the draft together again from what stands on the page, and looks for what should not stand there. */
    private static final String READ = """
            draft => {
              const shown = node => {
                if (node.nodeType === Node.TEXT_NODE) return node.data;
                if (node.nodeType !== Node.ELEMENT_NODE || node.matches('.odd-why')) return '';
                if (node.matches('.cp')) return String.fromCodePoint(parseInt(node.textContent.slice(2), 16));
                if (node.matches('.blanks')) return /lines/.test(node.textContent) ? '' : ' '.repeat(parseInt(node.textContent));
                if (node.matches('br')) return '\\n';
                const inner = [...node.childNodes].map(shown).join('');
                return node.matches('p') ? '\\n\\n' + inner + '\\n\\n' : inner;
              };
              const plain = text => text.replaceAll('\\r\\n', '\\n').replace(/\\t{24,}/g, tabs => ' '.repeat(tabs.length))
                .replace(/\\n(?:[^\\S\\n]*\\n)+/g, '\\n\\n').replace(/^\\n+|\\n+$/g, '');
              const invisible = [];
              const walker = document.createTreeWalker(document.querySelector('.review .scroll'), NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (!node.data.trim() || node.parentElement.closest('details:not([open]), .vh, .only-narrow, .under')) continue;
                const range = document.createRange();
                range.selectNodeContents(node);
                const box = range.getBoundingClientRect();
                const style = getComputedStyle(node.parentElement);
                if (!box.width || !box.height || style.visibility !== 'visible' || style.opacity === '0') invisible.push(node.data);
              }
              const pane = document.querySelector('.review .scroll');
              return {
                same: plain(shown(document.querySelector('.letter .body'))) === plain(draft),
                read: plain(shown(document.querySelector('.letter .body'))),
                invisible,
                wider: pane.scrollWidth > pane.clientWidth + 1,
                counted: parseInt(document.querySelector('.hidden-count')?.textContent ?? '0'),
                foreign: document.querySelectorAll('#console img, #console script, #console style, #console iframe, #console object, #console embed, '
                  + '#console form:not(.ask), #console video, #console audio, #console math, #console base, #console meta, #console link').length,
                links: [...document.querySelectorAll('#console a')].filter(a => !/^https?:$/.test(a.protocol)).length,
                pwned: window.pwned ?? null,
              };
            }
            """;

    private void hostile(int at, String draft) {
        ObjectNode review = reviews.add("email", "r-" + at);
        review.withObject("/action/payload").put("text", draft).put("account", draft);
        review.putArray("sources").addObject().put("title", "Source").put("excerpt", draft);
        review.withObject("/case")
                .putArray("conversation")
                .addObject()
                .put("role", "customer")
                .put("text", draft);
    }

    @Test
    void noDraftRunsAScriptLoadsAnythingOrHidesACharacter() {
        List<String> drafts = HostileDrafts.drafts(MANY, SEED);
        page.addInitScript("""
                window.reports = [];
                document.addEventListener('securitypolicyviolation', event => window.reports.push(event.effectiveDirective + ' ' + event.blockedURI));
                """);
        page.onDialog(dialog -> {
            complaints.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
        for (int first = 0; first < MANY; first += TOGETHER) {
            areShownAndHarmless(first, drafts.subList(first, first + TOGETHER));
        }
        assertThat(reviews.foreignRequests()).isEmpty();
        assertThat(complaints).isEmpty();
    }

    private void areShownAndHarmless(int first, List<String> drafts) {
        reviews.clear();
        for (int at = 0; at < drafts.size(); at++) {
            hostile(first + at, drafts.get(at));
        }
        open("r-" + first);
        for (int at = 0; at < drafts.size(); at++) {
            assertThat(page.locator("[data-review=r-" + (first + at) + "]")).hasAttribute("aria-current", "true");
            assertThat(button("Approve")).isEnabled();
            isShownAndHarmless(first + at, drafts.get(at));
            press("j");
        }
        assertThat(page.evaluate("() => window.reports")).isEqualTo(List.of());
    }

    @SuppressWarnings("unchecked")
    private void isShownAndHarmless(int at, String draft) {
        Map<String, Object> found = (Map<String, Object>) page.evaluate(READ, draft);
        String which = "draft " + at + " of seed " + SEED;

        assertThat(found.get("pwned")).as(which).isNull();
        assertThat(found).as(which + ", read as " + found.get("read")).containsEntry("same", true);
        assertThat(found)
                .as(which)
                .containsEntry("invisible", List.of())
                .containsEntry("wider", false)
                .containsEntry("foreign", 0)
                .containsEntry("links", 0)
                .containsEntry("counted", PLACES * HostileDrafts.hidden(draft));
    }
}
