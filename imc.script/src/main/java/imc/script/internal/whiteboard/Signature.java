package imc.script.internal.whiteboard;

import imc.api.mi.MiParameter;
import imc.api.mi.MiParameter.Type;
import java.util.List;
import java.util.stream.Collectors;

/** What a function wants to be called with, by one of its names. */
public record Signature(String name, Arguments arguments) {

    /**
     * @param least how many must be given
     * @param most  how many can be given
     */
    record Arguments(List<MiParameter> all, int least, int most) {

        /** @throws IllegalArgumentException saying what is wrong with one of them */
        static Arguments read(List<String> arguments) {
            List<MiParameter> all = arguments.stream().map(MiParameter::parse).toList();
            boolean isOpen = !all.isEmpty() && all.get(all.size() - 1).type() == Type.LIST;
            return new Arguments(all, (int) all.stream().filter(argument -> !argument.optional()).count(),
                    isOpen ? Integer.MAX_VALUE : all.size());
        }
    }

    /** Whether that many arguments are what it wants. */
    public boolean takes(int count) {
        return count >= arguments.least && count <= arguments.most;
    }

    /** Whether an argument must be a whole number. */
    public boolean isNumber(int index) {
        return index < arguments.all.size() && arguments.all.get(index).type() == Type.INTEGER;
    }

    /** {@code send_reply(code, reason)}. */
    @Override
    public String toString() {
        return name + arguments.all.stream().map(Signature::shown).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String shown(MiParameter argument) {
        String name = argument.name() + (argument.type() == Type.LIST ? "..." : "");
        return argument.optional() ? '[' + name + ']' : name;
    }
}
