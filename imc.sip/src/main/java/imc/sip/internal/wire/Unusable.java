package imc.sip.internal.wire;

/** What is said of a header that cannot be used: its name, its value as far as it fits a line, and what is needed. */
public final class Unusable {

    private static final int MAX_SHOWN = 60;

    private Unusable() {
    }

    /**
     * The sentence, fit for a reason phrase.
     *
     * @param value  as it came; control characters are shown as question marks
     * @param needed with its verb: {@code a number from 0 to 255 is needed}
     */
    public static String header(String name, String value, String needed) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        String shown = line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
        return "The " + name + " header cannot be used: '" + shown + "'; " + needed;
    }

    /** A message that is refused for it. */
    static UnreadableException header(HeadScan head, Header header, String needed) {
        return new UnreadableException(400, header(header.title(), head.text(header), needed), head.data());
    }
}
