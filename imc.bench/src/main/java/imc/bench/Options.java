package imc.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line.
 *
 * @param starts   how many times each server is started and measured
 * @param before   an earlier distribution of ours, measured instead of Kamailio
 * @param routes   a file of routes for our server, and not for the earlier one
 * @param settings for each PID further lines of our server's configuration
 */
record Options(List<Point> points, List<String> transports, List<String> servers, double seconds, int rounds,
        int starts, double warm, double half, double drop, int children, Path distribution, Optional<Path> before,
        Optional<Path> jfr, double heapMinutes, int idleRooms, int listRooms, int digest, int flood, int bindings,
        int offlineMessages, int history, int connections, String listen, Optional<Path> routes,
        Map<String, List<String>> settings) {

    static final String LOOPBACK = "127.0.0.1";

    static final String USAGE = """
            usage: imc.bench/bench [OPTION VALUE]...

              --points LIST         %s
                                    or any ROOMSxMEMBERS (default: these)
              --transports LIST     udp,tcp (default: both)
              --servers LIST        ours,kamailio (default: both; Kamailio only where it is installed)
              --seconds N           how long to measure at full load, each time (default: 3)
              --rounds N            how many times, the servers in turn; medians are told (default: 3)
              --starts N            how many times each server is started, warmed up and measured (default: 1)
              --warm N              how long to warm up before (default: 5)
              --half N              how long to measure latency at half load; 0: not (default: 5)
              --drop PERCENT        leave so many of the copies unanswered, so that they are sent again (default: 0)
              --children N          Kamailio's processes for each transport (default: 4)
              --imc DIR             our distribution (default: imc.run/target/imc)
              --before DIR          an earlier distribution of ours, which is measured instead of Kamailio
              --listen ADDRESS      where our server listens, and not the earlier one: 0.0.0.0 for every address
                                    (default: 127.0.0.1)
              --routes FILE         routes for our server, and not for the earlier one
              --set PID:KEY=VALUE   a further setting of our server; any number
              --jfr FILE            record our server in the last round; with several points, FILE is given their names
              --heap-minutes N      instead of the table: full load for so long at the first point, and our server's
                                    live heap before and after
              --idle-rooms N        instead of the table: the heap of so many idle two-member rooms of our server
              --list-rooms N        instead of the table: how long lists of so many rooms take by HTTP while people chat
              --digest N            instead of the table: messages in so many two-member rooms, of clients that log in
                                    (auth = digest) and of others (auth = none)
              --flood N             instead of the table: how long so many messages a second take while somebody floods
                                    the server
              --history N           instead of the table: how long joins and #history take in a room of so many members
                                    that keeps 1,000 messages, while others chat
              --connections N       instead of the table: messages at low rates between so many members with a TCP
                                    connection each
              --bindings N          instead of the table: the heap of so many registrations
              --offline-messages N  instead of the table: the heap of so many messages for members who are away
            """.formatted(Point.ALL);

    /** @throws IllegalArgumentException saying what is wrong with the command line */
    static Options of(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, List<String>> settings = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (i + 1 == arguments.size() || !option.startsWith("--")) {
                throw new IllegalArgumentException(option.startsWith("--") ? option + " needs a value"
                        : "unexpected argument '" + option + "'");
            }
            if (option.equals("--set")) {
                set(settings, arguments.get(i + 1));
            } else {
                values.put(option, arguments.get(i + 1));
            }
        }
        Options options = new Options(
                List.of(take(values, "--points", Point.ALL).split(",")).stream().map(Point::of).toList(),
                list(values, "--transports", List.of("udp", "tcp")),
                list(values, "--servers", List.of("ours", "kamailio")),
                number(values, "--seconds", 3, 0.1, 36_000), (int) number(values, "--rounds", 3, 1, 1000),
                (int) number(values, "--starts", 1, 1, 1000),
                number(values, "--warm", 5, 0, 36_000),
                number(values, "--half", 5, 0, 36_000), number(values, "--drop", 0, 0, 90) / 100,
                (int) number(values, "--children", 4, 1, 256),
                Path.of(take(values, "--imc", "imc.run/target/imc")),
                Optional.ofNullable(values.remove("--before")).map(Path::of),
                Optional.ofNullable(values.remove("--jfr")).map(Path::of),
                number(values, "--heap-minutes", 0, 0, 10_000), (int) number(values, "--idle-rooms", 0, 0, 10_000_000),
                (int) number(values, "--list-rooms", 0, 0, 1_000_000),
                (int) number(values, "--digest", 0, 0, 10_000), (int) number(values, "--flood", 0, 0, 100_000),
                (int) number(values, "--bindings", 0, 0, 10_000_000),
                (int) number(values, "--offline-messages", 0, 0, 10_000_000),
                (int) number(values, "--history", 0, 0, 100_000), (int) number(values, "--connections", 0, 0, 10_000),
                take(values, "--listen", LOOPBACK),
                Optional.ofNullable(values.remove("--routes")).map(Path::of).map(Path::toAbsolutePath), settings);
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("unknown option " + values.keySet().iterator().next());
        }
        return options;
    }

    /** By what name the server that ours is compared with is known in the results. */
    String other() {
        return before.isPresent() ? "before" : "kamailio";
    }

    /** Lines for each PID, and behind them what the command line says; to be changed at will. */
    Map<String, List<String>> settingsWith(Map<String, List<String>> further) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        further.forEach((pid, lines) -> all.put(pid, new ArrayList<>(lines)));
        settings.forEach((pid, lines) -> all.computeIfAbsent(pid, none -> new ArrayList<>()).addAll(lines));
        return all;
    }

    /** Where to record this point, if that is wanted. */
    Optional<Path> recording(String transport, Point point) {
        return jfr.map(file -> points.size() * transports.size() == 1 ? file
                : file.resolveSibling(transport + "-" + point.name() + "-" + file.getFileName()));
    }

    private static void set(Map<String, List<String>> settings, String value) {
        int colon = value.indexOf(':');
        if (colon < 1 || value.indexOf('=', colon) < colon + 2) {
            throw new IllegalArgumentException("--set " + value + ": PID:KEY=VALUE is expected");
        }
        settings.computeIfAbsent(value.substring(0, colon), pid -> new ArrayList<>())
                .add(value.substring(colon + 1).replaceFirst("\\s*=\\s*", " = "));
    }

    private static String take(Map<String, String> values, String option, String byDefault) {
        String value = values.remove(option);
        return value == null ? byDefault : value;
    }

    private static List<String> list(Map<String, String> values, String option, List<String> allowed) {
        List<String> chosen = List.of(take(values, option, String.join(",", allowed)).split(","));
        for (String one : chosen) {
            if (!allowed.contains(one)) {
                throw new IllegalArgumentException(
                        option + " '" + one + "': allowed are " + String.join(", ", allowed));
            }
        }
        return chosen;
    }

    private static double number(Map<String, String> values, String option, double byDefault, double least,
            double most) {
        String value = values.remove(option);
        if (value == null) {
            return byDefault;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(option + " '" + value + "': a number from " + least + " to " + most
                + " is expected");
    }
}
