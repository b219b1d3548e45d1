package imc.transport.sip.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What is wrong with an expression that is well formed and matches no address, or not those that are meant. */
final class PatternAdvice {

    private static final List<String> BEGINNINGS = List.of("sip:", "tel:");
    private static final int MOST = 8;
    private static final Pattern WRAPPED = Pattern.compile("<(.*)>|\"(.*)\"|'(.*)'");
    /** Flags and anchors around what is looked at; an anchor says nothing, since an address matches as a whole. */
    private static final Pattern PARTS = Pattern.compile("(\\(\\?[a-zA-Z]+\\))?\\^?(.*?)((?<!\\\\)\\$)?");
    private static final Pattern SCHEME = Pattern.compile("(?i)sips?:(//)?(.*)");
    private static final Pattern PORT = Pattern.compile("(.*):[0-9]{2,5}");
    private static final Pattern PARAMETERS = Pattern.compile("(.*?);(?:transport|lr|user|maddr|ttl|method)\\b.*");
    /** What could stand for an at sign. */
    private static final Pattern WILD = Pattern.compile(".*(?:@|\\.|\\[\\^|\\\\[SWDPux]).*");
    /** A character that is repeated, as in a file name's pattern; what is in brackets or escaped is none. */
    private static final Pattern GLOB = Pattern.compile("(\\[[^]]*]|\\\\.)|([A-Za-z0-9_:-])\\*");
    /** A domain, letter by letter. */
    private static final Pattern DOMAIN =
            Pattern.compile("(.*@)((?:[A-Za-z0-9-]|\\\\?\\.)*[A-Z](?:[A-Za-z0-9-]|\\\\?\\.)*)");

    /**
     * @param why   what is wrong
     * @param right the expression without it
     */
    private record Finding(String why, String right) {
    }

    private PatternAdvice() {
    }

    /** What is to be said, with an expression that works; empty for nothing. */
    static Optional<String> on(String expression) {
        return finding(expression).map(first -> first.why() + "; right would be " + right(first.right()));
    }

    /** One correction may show the next. */
    private static String right(String expression) {
        String right = expression;
        for (int i = 0; i < MOST; i++) {
            Optional<Finding> next = finding(right);
            if (next.isEmpty()) {
                return right;
            }
            right = next.get().right();
        }
        return Configuration.ROOMS;
    }

    private static Optional<Finding> finding(String expression) {
        Matcher wrapped = WRAPPED.matcher(expression);
        if (wrapped.matches()) {
            return found("it matches nothing, for an address stands without brackets and quotes",
                    expression.substring(1, expression.length() - 1));
        }
        Matcher parts = PARTS.matcher(expression);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String flags = parts.group(1) == null ? "" : parts.group(1);
        return finding(flags, parts.group(2));
    }

    private static Optional<Finding> finding(String flags, String text) {
        Matcher scheme = SCHEME.matcher(text);
        Matcher port = PORT.matcher(text);
        Matcher parameters = PARAMETERS.matcher(text);
        Matcher domain = DOMAIN.matcher(text);
        String unglobbed = GLOB.matcher(text).replaceAll(hit -> Matcher.quoteReplacement(
                hit.group(1) != null ? hit.group(1) : hit.group(2) + ".*"));
        if (scheme.matches() && (scheme.group(1) != null || !mayBegin(flags + text))) {
            return found("it matches nothing, for an address begins with sip: or tel:, and sips counts as sip",
                    flags + "sip:" + scheme.group(2));
        }
        if (!mayBegin(flags + text)) {
            return found("it matches nothing, for an address begins with sip: or tel:", flags + "sip:" + text);
        }
        if (parameters.matches()) {
            return found("it matches nothing, for parameters are no part of an address", flags + parameters.group(1));
        }
        if (port.matches()) {
            return found("it matches nothing, for ports are no part of an address", flags + port.group(1));
        }
        if (domain.matches() && !flags.contains("i")) {
            return found("it matches nothing, for the domain of an address is in lower case",
                    flags + domain.group(1) + domain.group(2).toLowerCase(Locale.ROOT));
        }
        if (!unglobbed.equals(text)) {
            return found("* repeats the character before it, and stands for no other text", flags + unglobbed);
        }
        return text.regionMatches(true, 0, "sip:", 0, 4) && !WILD.matcher(text).matches()
                ? found("it matches no user's address, for there is no @ in it",
                        flags + (text.indexOf('|') < 0 ? text : '(' + text + ')') + "@.*")
                : Optional.empty();
    }

    private static Optional<Finding> found(String why, String right) {
        return Optional.of(new Finding(why, right));
    }

    /** Whether a match could begin like an address, with whatever behind it. */
    private static boolean mayBegin(String expression) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            return true;
        }
        return BEGINNINGS.stream().map(pattern::matcher).anyMatch(matcher -> matcher.matches() || matcher.hitEnd());
    }
}
