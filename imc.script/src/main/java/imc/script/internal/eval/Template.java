package imc.script.internal.eval;

import imc.script.internal.text.Lexer;
import imc.script.internal.text.Position;
import imc.script.internal.text.SyntaxException;
import imc.script.internal.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with variables in it: {@code "from $fu to $hdr(To)"}. {@code $$} stands for one {@code $}. */
public final class Template implements Operand {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\$|[A-Za-z_][A-Za-z0-9_]*(\\([^()]+\\))?)");

    private final List<Operand> parts;

    private Template(List<Operand> parts) {
        this.parts = parts;
    }

    /**
     * Reads it.
     *
     * @param at       where it begins
     * @param variable is told of each variable
     */
    public static Template read(String text, Position at, Uses uses) throws SyntaxException {
        List<Operand> parts = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        int from = 0;
        while (matcher.find()) {
            String before = text.substring(from, matcher.start());
            parts.add(evaluation -> before);
            if (matcher.group(1).equals("$")) {
                parts.add(evaluation -> "$");
            } else {
                Token variable = Lexer.read(matcher.group()).get(0);
                parts.add(uses.variable(new Token(variable.kind(), variable.text(), variable.argument(), at, 0)));
            }
            from = matcher.end();
        }
        String rest = text.substring(from);
        parts.add(evaluation -> rest);
        return new Template(parts);
    }

    /** Whether there is a variable in a text. */
    public static boolean isOne(String text) {
        return text.indexOf('$') >= 0;
    }

    @Override
    public Object value(Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        for (Operand part : parts) {
            text.append(part.value(evaluation));
            if (text.length() > Arithmetic.LONGEST) {
                throw Failure.of("a text of more than " + Arithmetic.LONGEST + " characters would be made", null);
            }
        }
        return text.toString();
    }
}
