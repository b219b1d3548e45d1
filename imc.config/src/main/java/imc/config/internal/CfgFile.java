package imc.config.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code .cfg} file says: lines {@code key = value} in UTF-8, empty lines, and comments, which begin with
 * {@code #}. A value is taken as it stands: a backslash is a backslash. Blanks around key and value mean nothing. A
 * line that ends in a blank and a backslash goes on in the next one. <code>${env:NAME}</code> is replaced by that
 * environment variable, and nothing else is replaced.
 *
 * @param values keys with their values, in the order of the file
 * @param faults why the file cannot be taken, one sentence each; empty if it can. They tell lines and never values,
 *               which may be secret.
 */
record CfgFile(Map<String, String> values, List<String> faults) {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String FORM = "a line is 'key = value' or begins with '#'";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static CfgFile parse(byte[] content, UnaryOperator<String> environment) {
        return new Parsing(environment).of(content);
    }

    /** One file in work. */
    private static final class Parsing {

        private final UnaryOperator<String> environment;
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Map<String, Integer> lines = new LinkedHashMap<>();
        private final List<String> faults = new ArrayList<>();

        Parsing(UnaryOperator<String> environment) {
            this.environment = environment;
        }

        CfgFile of(byte[] content) {
            List<String> text = decode(content);
            for (int i = 0; i < text.size(); i++) {
                int number = i + 1;
                StringBuilder line = new StringBuilder(text.get(i));
                // A comment ends with its line, whatever its last character.
                while (!isComment(line) && isContinued(line) && i + 1 < text.size()) {
                    line.setLength(line.length() - 1);
                    line.append(text.get(++i).strip());
                }
                take(line.toString().strip(), number);
            }
            return new CfgFile(values, faults);
        }

        private List<String> decode(byte[] content) {
            try {
                String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
                return (text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1))
                        .lines().toList();
            } catch (CharacterCodingException e) {
                faults.add("line " + lineThatIsNotUtf8(content) + ": this is not UTF-8");
                return List.of();
            }
        }

        private static int lineThatIsNotUtf8(byte[] content) {
            ByteBuffer in = ByteBuffer.wrap(content);
            // Decodes as far as it goes: the position is then that of the first byte that is wrong.
            StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(content.length + 1), true);
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            return line;
        }

        private static boolean isComment(CharSequence line) {
            return line.toString().strip().startsWith("#");
        }

        private static boolean isContinued(CharSequence line) {
            return line.toString().matches("(?s).*\\s\\\\");
        }

        private void take(String line, int number) {
            if (line.isEmpty() || line.startsWith("#")) {
                return;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals).strip();
            if (!KEY.matcher(key).matches()) {
                faults.add("line " + number + ": " + (equals < 0 ? "there is no '='"
                        : "there is no key before '=', or one with other characters "
                        + "than letters, digits, '_', '.' and '-'") + "; " + FORM);
            } else if (lines.containsKey(key)) {
                faults.add("line " + number + ": the key '" + key + "' stands in line " + lines.get(key)
                        + " already; one of the two has to go");
            } else {
                lines.put(key, number);
                values.put(key, expand(line.substring(equals + 1).strip(), number));
            }
        }

        private String expand(String value, int number) {
            return VARIABLE.matcher(value).replaceAll(found -> {
                String replacement = environment.apply(found.group(1));
                if (replacement == null) {
                    faults.add("line " + number + ": there is no environment variable " + found.group(1));
                    return "";
                }
                return Matcher.quoteReplacement(replacement);
            });
        }
    }
}
