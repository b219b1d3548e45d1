package imc.transport.sip.internal;

import imc.api.sip.SipHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Header fields that every message sent bears besides the server's own. */
record ExtraHeaders(List<SipHeaders.Field> fields) {

    /** No further header. */
    static final ExtraHeaders NONE = new ExtraHeaders(List.of());

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9.!%*_+`'~-]+)[ \\t]*:((?:[^\\p{Cntrl}]|\\t)*)");

    /**
     * Reads header lines, each ended by CRLF or LF, written as such or as {@code \r\n}. The last one's may be missing.
     *
     * @throws IllegalArgumentException saying which line is wrong
     */
    static ExtraHeaders parse(String text) {
        List<SipHeaders.Field> fields = new ArrayList<>();
        for (String line : text.replace("\\r\\n", "\n").split("\r?\n")) {
            if (!line.isEmpty()) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw new IllegalArgumentException("'" + line + "' is no header like 'X-Name: value'");
                }
                if (SipHeaders.isSetByServer(parts.group(1))) {
                    throw new IllegalArgumentException("the server sets " + parts.group(1) + " itself");
                }
                fields.add(new SipHeaders.Field(parts.group(1), parts.group(2).strip()));
            }
        }
        return new ExtraHeaders(List.copyOf(fields));
    }

    @Override
    public String toString() {
        return fields.stream().map(field -> field.name() + ": " + field.value() + "\\r\\n")
                .collect(Collectors.joining());
    }
}
