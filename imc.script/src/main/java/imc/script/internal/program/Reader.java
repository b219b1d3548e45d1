package imc.script.internal.program;

import imc.script.internal.eval.Expressions;
import imc.script.internal.program.Block.Kind;
import imc.script.internal.text.Position;
import imc.script.internal.text.SyntaxException;
import imc.script.internal.text.Token;
import imc.script.internal.text.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a whole script. What stands outside of all blocks is the request route, as what stands in {@code
 * request_route}, {@code route} and {@code route[0]} is.
 */
public final class Reader {

    /** Longer scripts are not read, in characters. */
    public static final int LONGEST = 256 << 10;

    private static final Map<String, Kind> KINDS = Map.of("request_route", Kind.REQUEST, "route", Kind.ROUTE,
            "event_route", Kind.EVENT, "timer_route", Kind.TIMER);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_0-9]+");
    private static final Pattern EVENT = Pattern.compile("[A-Za-z_0-9]+:[A-Za-z_0-9-]+");
    private static final Pattern TIMER = Pattern.compile("([A-Za-z_0-9]+)\\s*,\\s*([0-9]{1,6})");
    /** What a name of {@link imc.api.timer.TimerTask}, of 64 characters, leaves behind {@code route.}. */
    private static final int LONGEST_TIMER = 58;

    private final Tokens tokens;
    private final Parser parser;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Statement> outside = new ArrayList<>();

    private Reader(Tokens tokens, Expressions expressions) {
        this.tokens = tokens;
        this.parser = new Parser(tokens, expressions);
    }

    /** Reads a script. */
    public static Program read(String text, Expressions expressions) throws SyntaxException {
        if (text.length() > LONGEST) {
            throw new SyntaxException(new Position(1, 1), "the script has " + text.length() + " characters, at most "
                    + LONGEST + " are allowed");
        }
        return new Program(new Reader(Tokens.of(text), expressions).read(), expressions.uses()::objections);
    }

    private List<Block> read() throws SyntaxException {
        Position first = tokens.peek().at();
        while (!tokens.isEnd()) {
            Kind kind = KINDS.get(tokens.peek().text());
            if (kind != null && (tokens.peekSecond().isSymbol("[") || tokens.peekSecond().isSymbol("{"))) {
                block(kind);
            } else {
                parser.statement().ifPresent(outside::add);
            }
        }
        if (!outside.isEmpty()) {
            add(Block.of(Kind.REQUEST, "", 0, first, outside));
        }
        blocks.sort(Comparator.comparing(Block::kind));
        check();
        return blocks;
    }

    private void block(Kind kind) throws SyntaxException {
        Token word = tokens.take();
        String head = "";
        if (tokens.takes("[")) {
            head = tokens.upTo("]");
        }
        if (kind == Kind.REQUEST || kind == Kind.ROUTE && (head.isEmpty() || head.equals("0"))) {
            add(Block.of(Kind.REQUEST, "", 0, word.at(), parser.braced()));
        } else {
            Matcher named = pattern(kind).matcher(head);
            if (!named.matches()) {
                throw new SyntaxException(word.at(), example(kind) + " was expected, and '" + head
                        + "' found in brackets");
            }
            int interval = kind == Kind.TIMER ? Integer.parseInt(named.group(2)) : 0;
            if (kind == Kind.TIMER && interval == 0) {
                throw new SyntaxException(word.at(), "an interval of at least 1 second was expected, and 0 found");
            }
            if (kind == Kind.TIMER && named.group(1).length() > LONGEST_TIMER) {
                throw new SyntaxException(word.at(), "a timer_route's name of at most " + LONGEST_TIMER
                        + " characters was expected, and one of " + named.group(1).length() + " found");
            }
            add(Block.of(kind, kind == Kind.TIMER ? named.group(1) : head, interval, word.at(), parser.braced()));
        }
    }

    private static Pattern pattern(Kind kind) {
        return kind == Kind.TIMER ? TIMER : kind == Kind.EVENT ? EVENT : NAME;
    }

    private static String example(Kind kind) {
        return switch (kind) {
            case TIMER -> "timer_route[NAME, seconds]";
            case EVENT -> "event_route[imc:joined] or the like";
            default -> "route[NAME]";
        };
    }

    private void add(Block block) throws SyntaxException {
        for (Block other : blocks) {
            if (other.kind() == block.kind() && other.name().equals(block.name())) {
                throw new SyntaxException(block.at(), block.title() + " is there already, at " + other.at());
            }
        }
        blocks.add(block);
    }

    private void check() throws SyntaxException {
        Set<String> routes = blocks.stream().filter(block -> block.kind() == Kind.ROUTE).map(Block::name)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Statement.Sub sub : parser.subs()) {
            if (!routes.contains(sub.route())) {
                throw new SyntaxException(sub.at(), "there is no route[" + sub.route() + "]; there are " + routes);
            }
        }
    }
}
