package imc.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** {@code imc.bench/bench}: measures our server and Kamailio in turn, and prints the table. */
public final class Bench {

    private Bench() {
    }

    /** Exits 0 if our server delivered everything exactly once, 1 if not, 2 if it could not be tried. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            Options options = Options.of(arguments);
            out.println(Machine.description());
            boolean well;
            if (options.listRooms() > 0) {
                well = new Lists(options, out).of(options.listRooms());
            } else if (options.idleRooms() > 0) {
                well = new Memory(options, out).ofIdleRooms(options.idleRooms());
            } else if (options.digest() > 0) {
                well = new Passwords(options, out).inRooms(options.digest());
            } else if (options.flood() > 0) {
                well = new Flood(options, out).beside(options.flood());
            } else if (options.history() > 0) {
                well = new History(options, out).of(options.history());
            } else if (options.connections() > 0) {
                well = new Connections(options, out).of(options.connections());
            } else if (options.bindings() > 0) {
                well = new Memory(options, out).ofBindings(options.bindings());
            } else if (options.offlineMessages() > 0) {
                well = new Memory(options, out).ofOfflineMessages(options.offlineMessages());
            } else if (options.heapMinutes() > 0) {
                well = new Memory(options, out).underLoad(options.heapMinutes());
            } else {
                well = new Comparison(options, out).run();
            }
            return well ? 0 : 1;
        } catch (IllegalArgumentException e) {
            err.println("bench: " + e.getMessage());
            err.print(Options.USAGE);
        } catch (IOException e) {
            err.println("bench: " + e.getMessage());
        }
        return 2;
    }
}
