package imc.script.internal.eval;

import java.math.BigDecimal;
import org.apache.commons.jexl3.JexlArithmetic;
import org.apache.commons.jexl3.JexlOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators do, in Kamailio's meaning: a number is true above 0, a text where it is not empty; where one side is a
 * number, the other is taken for one; {@code =~} finds; {@code +} puts texts together.
 */
final class Arithmetic extends JexlArithmetic {

    /** Nothing that a script puts together is longer, in characters. */
    static final int LONGEST = 64 << 10;

    Arithmetic() {
        super(true);
    }

    @Override
    public boolean toBoolean(@Nullable Object value) {
        return isTrue(value);
    }

    static boolean isTrue(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue() > 0;
        }
        return value instanceof Boolean known ? known : value != null && !value.toString().isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number || right instanceof Number) {
            BigDecimal one = number(left);
            BigDecimal other = number(right);
            return one != null && other != null && one.compareTo(other) == 0;
        }
        return String.valueOf(left).equals(String.valueOf(right));
    }

    /** What is no number is below all numbers; two texts are compared as numbers where both are. */
    @Override
    protected int compare(@Nullable Object left, @Nullable Object right, JexlOperator operator) {
        BigDecimal one = number(left);
        BigDecimal other = number(right);
        if (one != null && other != null) {
            return one.compareTo(other);
        }
        return one == null && other == null ? String.valueOf(left).compareTo(String.valueOf(right))
                : one == null ? -1 : 1;
    }

    /** {@code =~}, of which the right side comes first. */
    @Override
    public Boolean contains(@Nullable Object container, @Nullable Object value) {
        return container instanceof Search search && search.find(String.valueOf(value));
    }

    @Override
    public Object add(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number && right instanceof Number) {
            return super.add(left, right);
        }
        String one = String.valueOf(left);
        String other = String.valueOf(right);
        if (one.length() + other.length() > LONGEST) {
            throw Failure.of("a text of more than " + LONGEST + " characters would be made", null);
        }
        return one + other;
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof Boolean known) {
            return known ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        String text = String.valueOf(value);
        return isWhole(text) ? new BigDecimal(text) : null;
    }

    private static boolean isWhole(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() <= start || text.length() >= 30) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
