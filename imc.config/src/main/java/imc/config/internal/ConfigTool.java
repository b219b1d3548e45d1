package imc.config.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code bin/imc config} runs where no server does: {@code ConfigTool check CONF BUNDLES} and {@code ConfigTool
 * show CONF BUNDLES}, the directories of the files and of the bundles. Ends with 1 if anything is wrong with the files.
 */
public final class ConfigTool {

    private ConfigTool() {
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Path directory = Path.of(arguments[1]).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            err.println("imc: there is no configuration directory " + directory);
            System.exit(1);
        }
        Pids pids = new JarFiles(Path.of(arguments[2]));
        Reading reading = Reading.of(Contents.of(directory), pids, System::getenv);
        if (arguments[0].equals("show")) {
            show(reading, out);
        }
        List<String> wrong = new ArrayList<>(reading.wrong());
        wrong.addAll(reading.unknown());
        wrong.forEach(err::println);
        List<String> doubtful = new ArrayList<>(reading.doubtful());
        doubtful.addAll(reading.doubtfulTogether(pids));
        doubtful.forEach(sentence -> err.println("warning: " + sentence));
        wrong.addAll(doubtful);
        if (arguments[0].equals("check") && wrong.isEmpty()) {
            out.println("nothing is wrong in " + directory);
        }
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    private static void show(Reading reading, PrintStream out) {
        List<Map<String, Object>> rows = new ArrayList<>();
        reading.configurations().forEach((name, each) -> rows.addAll(
                new InForce(each.pid(), each.file(), each.values(), Set.of()).rows(name)));
        Optional<Integer> width = rows.stream().map(row -> (row.get("pid") + " " + row.get("key")).length())
                .max(Integer::compare);
        rows.forEach(row -> out.println(("%-" + width.orElse(1) + "s = %s  (%s)").formatted(
                row.get("pid") + " " + row.get("key"), row.get("value"), row.get("from"))));
    }
}
