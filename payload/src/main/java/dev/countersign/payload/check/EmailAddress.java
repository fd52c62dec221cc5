package dev.countersign.payload.check;

import com.google.re2j.Pattern;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;

/**
 * What {@code format: email} means: an address as an HTML form takes it. The library's own format goes by a list of top-level domains
 * that was current when it was released, and so refuses newer, internal and reserved ones.
 */
final class EmailAddress implements Format {

    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(?:\\." + LABEL + ")*");
    private static final int LONGEST = 254;

    @Override
    public String getName() {
        return "email";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return value.length() <= LONGEST && ADDRESS.matches(value);
    }
}
