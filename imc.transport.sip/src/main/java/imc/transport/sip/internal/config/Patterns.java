package imc.transport.sip.internal.config;

import imc.api.SipAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Regular expressions for addresses. An address matches when one of them matches it as a whole.
 *
 * @param patterns none matches nothing
 */
public record Patterns(List<Pattern> patterns) {

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
        return patterns.stream().anyMatch(pattern -> pattern.matcher(plain).matches());
    }

    @Override
    public String toString() {
        return patterns.stream().map(Pattern::pattern).collect(Collectors.joining(", "));
    }
}
