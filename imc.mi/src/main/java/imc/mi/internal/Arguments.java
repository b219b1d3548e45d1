package imc.mi.internal;

import imc.api.mi.MiException;
import imc.api.mi.MiParameter;
import imc.api.mi.MiParameter.Type;
import imc.api.mi.MiSignature;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values that were given to one command. What is refused is named, with what was found and what is allowed.
 */
final class Arguments {

    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "off", "0");
    private static final int LONGEST_SHOWN = 80;

    private final MiSignature signature;

    Arguments(MiSignature signature) {
        this.signature = signature;
    }

    /** Values by name, as the command takes them. */
    Map<String, Object> byName(Map<String, ?> given) throws MiException {
        for (String name : given.keySet()) {
            if (signature.parameter(name).isEmpty()) {
                throw wrong("there is no parameter '" + shown(name) + "'; there " + known());
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (MiParameter parameter : signature.parameters()) {
            Object value = given.get(parameter.name());
            if (value != null) {
                values.put(parameter.name(), read(parameter, value));
            } else if (!parameter.optional()) {
                throw wrong("the parameter '" + parameter.name() + "' is missing"
                        + (parameter.description().isEmpty() ? "" : " (" + parameter.description() + ")"));
            }
        }
        return values;
    }

    /** Values in the order of the parameters. */
    Map<String, Object> byPlace(List<?> given) throws MiException {
        Map<String, Object> named = new LinkedHashMap<>();
        int taken = 0;
        for (MiParameter parameter : signature.parameters()) {
            int left = given.size() - taken;
            if (parameter.type() == Type.LIST && left > 0 && !(left == 1 && given.get(taken) instanceof List)) {
                named.put(parameter.name(), given.subList(taken, given.size()));
                taken = given.size();
            } else if (left > 0) {
                named.put(parameter.name(), given.get(taken));
                taken++;
            }
        }
        if (taken < given.size()) {
            throw wrong("there is no parameter for " + found(given.get(taken)));
        }
        return byName(named);
    }

    private Object read(MiParameter parameter, Object value) throws MiException {
        Object read = switch (parameter.type()) {
            case STRING -> text(value);
            case INTEGER -> integer(value);
            case BOOLEAN -> truth(value);
            case LIST -> texts(value);
        };
        if (read == null) {
            throw wrong("the parameter '" + parameter.name() + "' is " + found(value) + "; " + parameter.type().words()
                    + " is expected");
        }
        if (read.equals("")) {
            throw wrong("the parameter '" + parameter.name() + "' is empty");
        }
        return read;
    }

    private static @Nullable String text(Object value) {
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean ? value.toString()
                : null;
    }

    private static @Nullable Long integer(Object value) {
        String text = text(value);
        // An exponent could stand for a number of any length.
        if (text == null || text.length() > LONGEST_SHOWN || text.toLowerCase(Locale.ROOT).indexOf('e') >= 0) {
            return null;
        }
        try {
            return new BigDecimal(text.strip()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Boolean truth(Object value) {
        String text = text(value);
        String word = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Boolean.TRUE : NO.contains(word) ? Boolean.FALSE : null;
    }

    private static @Nullable List<String> texts(Object value) {
        Collection<?> elements = value instanceof Collection<?> several ? several : List.of(value);
        List<String> texts = new ArrayList<>(elements.size());
        for (Object element : elements) {
            String text = element == null ? null : text(element);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    private String known() {
        return switch (signature.parameters().size()) {
            case 0 -> "are none";
            case 1 -> "is '" + signature.parameters().get(0).name() + "'";
            default -> "are " + signature.parameters().stream().map(parameter -> "'" + parameter.name() + "'")
                    .collect(Collectors.joining(", "));
        };
    }

    private static String found(Object value) {
        return value instanceof Map ? "a map" : value instanceof Collection ? "a list" : "'" + shown(value) + "'";
    }

    /** What strangers wrote is not repeated at any length. */
    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    private MiException wrong(String what) {
        return new MiException(MiException.Kind.WRONG_PARAMETERS, signature.name() + ": " + what + ". Usage: "
                + signature.usage());
    }
}
