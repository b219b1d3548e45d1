package imc.script.internal.whiteboard;

import imc.api.mi.MiParameter;
import imc.api.mi.MiParameter.Type;
import java.util.List;
import java.util.stream.Collectors;

/** What a function wants to be called with. */
public record Signature(String name, List<MiParameter> arguments) {

    /** @throws IllegalArgumentException saying what is wrong with the arguments */
    static List<MiParameter> read(List<String> arguments) {
        return arguments.stream().map(MiParameter::parse).toList();
    }

    /** Whether that many arguments are what it wants. */
    public boolean takes(int count) {
        boolean isOpen = !arguments.isEmpty() && arguments.get(arguments.size() - 1).type() == Type.LIST;
        return count >= arguments.stream().filter(argument -> !argument.optional()).count()
                && (isOpen || count <= arguments.size());
    }

    /** Whether an argument must be a whole number. */
    public boolean isNumber(int index) {
        return index < arguments.size() && arguments.get(index).type() == Type.INTEGER;
    }

    /** {@code send_reply(code, reason)}. */
    @Override
    public String toString() {
        return name + arguments.stream().map(Signature::shown).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String shown(MiParameter argument) {
        String name = argument.name() + (argument.type() == Type.LIST ? "..." : "");
        return argument.optional() ? '[' + name + ']' : name;
    }
}
