package dev.countersign.localstack.launcher;

import java.io.PrintStream;

/** Says what happens: on a terminal a line that moves, elsewhere plain lines. */
final class Terminal {

    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final int BAR = 30;

    private final PrintStream out;
    private final boolean moving;
    private boolean lineIsOpen;

    Terminal(PrintStream out, boolean moving) {
        this.out = out;
        this.moving = moving;
    }

    /** What the launcher script found out about standard output. */
    static Terminal system() {
        return new Terminal(System.out, Boolean.getBoolean("countersign.terminal"));
    }

    /** A line that stays. */
    synchronized void line(String text) {
        if (lineIsOpen) {
            out.print(CLEAR_LINE);
            lineIsOpen = false;
        }
        out.println(text);
        out.flush();
    }

    /** What happens now; replaced by whatever is said next. */
    synchronized void now(String text) {
        if (moving) {
            out.print(CLEAR_LINE + "  " + text);
            out.flush();
            lineIsOpen = true;
        } else {
            out.println("  " + text);
        }
    }

    /** How far something is; where lines cannot move, one for each tenth of it. */
    synchronized void progress(String what, int done, int total) {
        if (moving) {
            int filled = total == 0 ? BAR : done * BAR / total;
            now("[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + done + "/" + total + " " + what);
        } else if (total > 0 && (done == total || done % Math.max(1, total / 10) == 0)) {
            out.println("  " + done + "/" + total + " " + what);
        }
    }
}
