package imc.transport.sip.internal;

import imc.api.SipAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Regular expressions for addresses. An address matches when one of them matches it as a whole. Immutable. */
final class Patterns {

    private static final Logger LOG = LoggerFactory.getLogger(Patterns.class);

    /** Escaped octets of UTF-8, as an address has them in its one spelling. */
    private static final Pattern BEYOND_ASCII = Pattern.compile("(?:%[89A-F][0-9A-F])+");

    private final List<Pattern> patterns;
    private final AtomicBoolean told = new AtomicBoolean();

    private Patterns(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** None matches nothing. */
    List<Pattern> patterns() {
        return patterns;
    }

    /**
     * Reads a list, its members parted by commas. A comma inside brackets of any kind belongs to the expression.
     *
     * @throws IllegalArgumentException saying which expression is wrong
     */
    static Patterns list(String text) {
        List<Pattern> patterns = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (c == '\\') {
                i++;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            }
            if (i >= text.length() || c == ',' && depth == 0) {
                add(patterns, text.substring(start, Math.min(i, text.length())).strip());
                start = i + 1;
            }
        }
        return new Patterns(List.copyOf(patterns));
    }

    private static void add(List<Pattern> patterns, String expression) {
        if (!expression.isEmpty()) {
            try {
                patterns.add(Pattern.compile(expression));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("'" + expression + "' is no regular expression: "
                        + e.getDescription(), e);
            }
        }
    }

    /**
     * Whether an address matches, as it is spelt in a request or as it is read: {@code k%C3%BCche} is matched by
     * {@code küche}, too. Escapes of ASCII characters stay, since a reserved character and its escape are not equal
     * (RFC 3261 §19.1.4). sips is taken for sip, since both name the same.
     */
    boolean match(SipAddress address) {
        String text = address.toString();
        String plain = text.startsWith("sips:") ? "sip:" + text.substring(5) : text;
        return matchOne(plain) || plain.indexOf('%') >= 0 && matchOne(readable(plain));
    }

    private boolean matchOne(String text) {
        for (Pattern pattern : patterns) {
            if (match(pattern, text)) {
                return true;
            }
        }
        return false;
    }

    private static String readable(String text) {
        return BEYOND_ASCII.matcher(text).replaceAll(escapes -> Matcher.quoteReplacement(
                new String(HexFormat.of().parseHex(escapes.group().replace("%", "")), StandardCharsets.UTF_8)));
    }

    private boolean match(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text)).matches();
        } catch (BoundedText.ExhaustedException | StackOverflowError e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("{}: the expression '{}' takes too long for {}, which counts as no match; right would be one "
                        + "without repetitions inside repetitions. This is said once", RoomSettings.PID, pattern,
                        text);
            }
            return false;
        }
    }

    @Override
    public String toString() {
        return patterns.stream().map(Pattern::pattern).collect(Collectors.joining(", "));
    }
}
