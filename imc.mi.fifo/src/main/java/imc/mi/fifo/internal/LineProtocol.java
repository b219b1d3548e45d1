package imc.mi.fifo.internal;

import imc.api.mi.MiException;
import imc.api.mi.MiParameter;
import imc.api.mi.MiSignature;
import imc.mi.fifo.internal.Request.Argument;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Kamailio 4's line protocol: a line with code and reason, the result, an empty line. What is refused before a command
 * is called has no empty line there, and so it has none here.
 */
final class LineProtocol {

    private static final String OK = "200 OK";

    private final Commands commands;
    private final Supplier<String> indent;

    /** @param indent what a level is indented by */
    LineProtocol(Commands commands, Supplier<String> indent) {
        this.commands = commands;
        this.indent = indent;
    }

    Call call(Request.Lines request) {
        return new LineCall(request.reply(), () -> answer(request));
    }

    Call call(Request.BrokenLines request) {
        return new LineCall(request.reply(),
                () -> bare(400, "parse error in command '" + request.command() + "'"));
    }

    private record LineCall(String reply, Supplier<Answer> running) implements Call {

        @Override
        public Answer run() {
            return running.get();
        }
    }

    private Call.Answer answer(Request.Lines request) {
        Optional<MiSignature> signature = commands.signature(request.command());
        if (signature.filter(known -> lacksValue(known, request.arguments())).isPresent()) {
            return whole("400 empty param");
        }
        try {
            Object tree = run(request);
            LineTree lines = new LineTree(signature.map(MiSignature::lines).orElse(List.of()), indent.get());
            return out -> write(out, writer -> {
                writer.write(OK + "\n");
                lines.write(tree, writer);
                writer.write("\n");
            });
        } catch (MiException e) {
            return e.kind() == MiException.Kind.UNKNOWN_COMMAND ? bare(e.code(), String.valueOf(e.getMessage()))
                    : whole(e.code() + " " + LineTree.oneLine(e.getMessage()));
        }
    }

    /** By names where all have one, else in the order of the parameters, as it is with Kamailio. */
    private Object run(Request.Lines request) throws MiException {
        List<Argument> arguments = request.arguments();
        if (!areNamed(arguments)) {
            return commands.run(request.command(), arguments.stream().map(LineProtocol::value).toList());
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (Argument argument : arguments) {
            if (named.containsKey(argument.name())) {
                throw new MiException(MiException.Kind.WRONG_PARAMETERS,
                        "the parameter '" + argument.name() + "' is given twice");
            }
            named.put(argument.name(), value(argument));
        }
        return commands.run(request.command(), named);
    }

    private static boolean areNamed(List<Argument> arguments) {
        return !arguments.isEmpty() && arguments.stream().noneMatch(each -> each.name().isEmpty());
    }

    /** What is empty is not given. */
    private static @Nullable Object value(Argument argument) {
        return argument.value().isEmpty() ? null : argument.value();
    }

    /** Whether something is not given, or empty, that must be there. */
    private static boolean lacksValue(MiSignature signature, List<Argument> arguments) {
        boolean areNamed = areNamed(arguments);
        List<MiParameter> parameters = signature.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            int place = i;
            String value = areNamed
                    ? arguments.stream().filter(each -> each.name().equals(parameters.get(place).name()))
                            .map(Argument::value).findFirst().orElse("")
                    : i < arguments.size() ? arguments.get(i).value() : "";
            if (value.isEmpty() && !parameters.get(i).optional()) {
                return true;
            }
        }
        return false;
    }

    private static Call.Answer bare(int code, String reason) {
        return out -> write(out, writer -> writer.write(code + " " + LineTree.oneLine(reason) + "\n"));
    }

    private static Call.Answer whole(String line) {
        return out -> write(out, writer -> writer.write(line + "\n\n"));
    }

    private static void write(OutputStream out, Content content) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        content.writeTo(writer);
        writer.flush();
    }

    private interface Content {

        void writeTo(Writer writer) throws IOException;
    }
}
