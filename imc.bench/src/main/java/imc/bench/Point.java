package imc.bench;

import imc.bench.load.Shape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point at which servers are compared.
 *
 * @param name    as in the option {@code --points}
 * @param shape   the load
 * @param durable whether each change is to be on disk before its answer, which only our server can do
 */
record Point(String name, Shape shape, boolean durable) {

    /** The points of every table, in its order. */
    static final String ALL = "1x10,1x100,1x1000,1x10000,1000x2,commands,commands-durable";

    /** Where more join, the others' notices are too many: half of the square of their number. */
    private static final int MOST_JOINING = 2000;
    private static final Pattern ROOMS = Pattern.compile("(\\d{1,6})x(\\d{1,6})");
    private static final int COMMAND_ROOMS = 1000;
    private static final int COMMAND_WINDOW = 16;

    /** @param name commands, commands-durable, or rooms and members such as 1000x2 */
    static Point of(String name) {
        if (name.equals("commands") || name.equals("commands-durable")) {
            return new Point(name, new Shape(COMMAND_ROOMS, 1, true, COMMAND_WINDOW), !name.equals("commands"));
        }
        Matcher matcher = ROOMS.matcher(name);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < 1 || Integer.parseInt(matcher.group(2)) < 2) {
            throw new IllegalArgumentException("point '" + name + "': commands, commands-durable, or ROOMSxMEMBERS with"
                    + " at least 1 room of 2 members is expected");
        }
        int rooms = Integer.parseInt(matcher.group(1));
        int members = Integer.parseInt(matcher.group(2));
        return new Point(name, new Shape(rooms, members, false, window(rooms, members)), false);
    }

    /** Whether the rooms have to be in the server's database before it starts. */
    boolean prepared() {
        return shape.members() > MOST_JOINING;
    }

    /** Whether one server with a store in memory will do for this point and others. */
    boolean ordinary() {
        return !durable && !prepared();
    }

    /** Enough messages under way that the server never waits for the load, and no more copies than sockets hold. */
    private static int window(int rooms, int members) {
        if (rooms > 1) {
            return 32;
        }
        return members <= 10 ? 8 : members <= 100 ? 4 : 1;
    }
}
