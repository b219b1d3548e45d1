package imc.transport.sip.internal.config;

import imc.api.SipAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Regular expressions for addresses. An address matches when one of them matches it as a whole. Immutable. */
public final class Patterns {

    private static final Logger LOG = LoggerFactory.getLogger(Patterns.class);

    private final List<Pattern> patterns;
    private final AtomicBoolean told = new AtomicBoolean();

    private Patterns(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** None matches nothing. */
    public List<Pattern> patterns() {
        return patterns;
    }

    /**
     * Reads a list, its members parted by commas. A comma inside brackets of any kind belongs to the expression.
     *
     * @throws IllegalArgumentException saying which expression is wrong
     */
    public static Patterns list(String text) {
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

    /** Whether an address matches; sips is taken for sip, since both name the same. */
    public boolean match(SipAddress address) {
        String text = address.toString();
        String plain = text.startsWith("sips:") ? "sip:" + text.substring(5) : text;
        for (Pattern pattern : patterns) {
            if (match(pattern, plain)) {
                return true;
            }
        }
        return false;
    }

    private boolean match(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text)).matches();
        } catch (BoundedText.ExhaustedException | StackOverflowError e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("{}: the expression '{}' takes too long for {}, which counts as no match; right would be one "
                        + "without repetitions inside repetitions. This is said once", TransportSettings.PID, pattern,
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
