package dev.countersign.notification.channel;

import java.util.regex.Pattern;

/** Tells an address that mail can be sent to from a text that could smuggle in another recipient or header. */
public final class MailAddress {

    private static final Pattern ONE_ADDRESS = Pattern.compile(
            "[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,251}[\\p{L}\\p{N}])?");

    private MailAddress() {}

    public static boolean isOne(String text) {
        return ONE_ADDRESS.matcher(text).matches();
    }
}
