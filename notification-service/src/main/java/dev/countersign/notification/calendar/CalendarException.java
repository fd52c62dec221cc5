package dev.countersign.notification.calendar;

/** A working calendar that cannot be understood, or in which no end can be found; the message is a sentence for whoever wrote it. */
public final class CalendarException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CalendarException(String message) {
        super(message);
    }
}
