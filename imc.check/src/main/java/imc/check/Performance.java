package imc.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells a transcript to a server and compares what comes of it. Each user has a phone of its own. After each step a
 * command that no server knows is sent from every phone; whatever arrives before the answer to that came of the step.
 */
public final class Performance implements AutoCloseable {

    private static final int ARRIVAL_MILLISECONDS = 10_000;
    private static final String CPIM = "Content-Type: message/cpim";
    private static final String TIME = "{time}";
    private static final Pattern CLOCK = Pattern.compile("(?<= )\\d\\d:\\d\\d(?=])");
    private static final Pattern REASON = Pattern.compile("imc;\\s*cause=(-\\d+)\\s*;\\s*text=\"(.*)\"");

    private final Target target;
    private final Map<String, Phone> phones = new LinkedHashMap<>();
    private final Set<String> speakCpim = new HashSet<>();
    private final Set<String> away = new HashSet<>();
    private final Set<String> rooms = new LinkedHashSet<>();
    private int fences;

    public Performance(Target target) {
        this.target = target;
    }

    /**
     * Tells the whole transcript.
     *
     * @throws Mismatch    at the first thing that is not as it is written
     * @throws IOException if the server does not answer
     */
    public void of(Transcript transcript) throws Mismatch, IOException, InterruptedException {
        for (String user : usersOf(transcript)) {
            Phone phone = new Phone(name(user), domain(user), target.transport(), target.server(),
                    target.trusted());
            phones.put(user, phone);
            register(phone, true);
        }
        for (Transcript.Step step : transcript.steps()) {
            if (step instanceof Transcript.Say say) {
                perform(say);
            } else if (step instanceof Transcript.Answers answers) {
                phones.get(answers.user()).answerWith(answers.status());
            } else if (step instanceof Transcript.Registers registers) {
                register(phones.get(registers.user()), registers.registered());
                if (registers.registered()) {
                    away.remove(registers.user());
                } else {
                    away.add(registers.user());
                }
            }
        }
    }

    private static List<String> usersOf(Transcript transcript) {
        List<String> users = new ArrayList<>();
        for (Transcript.Step step : transcript.steps()) {
            users.add(step.user());
            if (step instanceof Transcript.Say say) {
                say.expected().forEach(arrival -> users.addAll(arrival.receivers()));
            }
        }
        return users.stream().distinct().toList();
    }

    private static void register(Phone phone, boolean on) throws IOException {
        SipText answer = phone.register(on ? 600 : 0);
        if (answer.status() != 200) {
            throw new IOException(phone.address() + " cannot register: " + answer.startLine());
        }
    }

    private void perform(Transcript.Say say) throws Mismatch, IOException, InterruptedException {
        List<String> headers = new ArrayList<>(say.content().headers());
        if (headers.stream().noneMatch(line -> line.toLowerCase().startsWith("content-type:"))) {
            headers.add("Content-Type: text/plain");
        }
        if (headers.contains(CPIM)) {
            speakCpim.add(say.user());
        } else {
            speakCpim.remove(say.user());
        }
        SipText answer = phones.get(say.user()).message(address(say.to()), headers.stream().map(this::filled).toList(),
                filled(say.content().body()).getBytes(UTF_8));
        rooms.add(address(say.to()));
        roomsNamedIn(say.content().body());
        compare(say, answer);
        for (Transcript.Arrival arrival : say.expected()) {
            rooms.add(address(arrival.from()));
            for (String receiver : arrival.receivers()) {
                SipText message = phones.get(receiver).next(ARRIVAL_MILLISECONDS);
                if (message == null) {
                    throw new Mismatch(arrival.line(), receiver + " received nothing");
                }
                compare(arrival, receiver, message);
            }
        }
        for (Map.Entry<String, Phone> each : phones.entrySet()) {
            if (!away.contains(each.getKey())) {
                nothingElse(say.line(), each.getKey(), each.getValue());
            }
        }
    }

    /** A command may make a room that nobody writes to. */
    private void roomsNamedIn(String body) {
        if (body.startsWith(target.startChar())) {
            Stream.of(body.lines().findFirst().orElse("").split("[ \t<>]+")).skip(1)
                    .filter(word -> word.contains("chat-")).forEach(word -> rooms.add(address(word)));
        }
    }

    private void compare(Transcript.Say say, SipText answer) throws Mismatch {
        Matcher reason = REASON.matcher(answer.header("Reason").orElse(""));
        boolean hasReason = reason.matches();
        String found = answer.status() + (hasReason ? " " + reason.group(1) + " " + reason.group(2) : "");
        Transcript.Answer expected = say.answer();
        boolean same = answer.status() == expected.status()
                && (expected.cause() == null ? !hasReason
                        : hasReason && reason.group(1).equals(expected.cause().toString()))
                && (expected.text() == null || filled(expected.text()).equals(reason.group(2)));
        if (!same) {
            throw new Mismatch(say.line(), "answered " + found + ", expected " + expected.status()
                    + (expected.cause() == null ? "" : " " + expected.cause())
                    + (expected.text() == null ? "" : " " + expected.text()));
        }
    }

    private void compare(Transcript.Arrival arrival, String receiver, SipText message) throws Mismatch {
        String from = message.header("From").orElse("");
        if (!from.contains("<" + address(arrival.from()) + ">")) {
            throw new Mismatch(arrival.line(), receiver + " received a message from " + from + ": "
                    + Escaped.of(message.bodyText()));
        }
        String expected = filled(arrival.content().body());
        if (!Lines.match(expected, timeless(expected, message.bodyText()))) {
            throw new Mismatch(arrival.line(), receiver + " received: " + Escaped.of(message.bodyText())
                    + ", expected: " + Escaped.of(expected));
        }
        for (String header : arrival.content().headers()) {
            String line = filled(header);
            String name = line.substring(0, line.indexOf(':'));
            if (!message.all(name).contains(line.substring(name.length() + 1).strip())) {
                throw new Mismatch(arrival.line(), receiver + " received " + name + ": " + message.all(name)
                        + ", expected " + line);
            }
        }
    }

    /** The next message on this phone is the answer to a command that is sent now, in the form that is spoken there. */
    private void nothingElse(int line, String user, Phone phone) throws Mismatch, IOException, InterruptedException {
        String fence = "fence-" + ++fences;
        String command = target.startChar() + fence;
        String address = "sip:chat-fence@" + target.domain();
        if (speakCpim.contains(user)) {
            phone.message(address, List.of(CPIM), ("To: <" + address + ">\r\n\r\n\r\n" + command).getBytes(UTF_8));
        } else {
            phone.message(address, command);
        }
        SipText message = phone.next(ARRIVAL_MILLISECONDS);
        if (message == null || !message.bodyText().contains("Invalid command '" + fence + "'")) {
            throw new Mismatch(line, message == null ? user + " cannot be reached"
                    : user + " received what is not written: " + Escaped.of(message.bodyText()));
        }
    }

    private static String name(String user) {
        return user.contains("@") ? user.substring(0, user.indexOf('@')) : user;
    }

    private String domain(String user) {
        return user.contains("@") ? filled(user.substring(user.indexOf('@') + 1)) : target.domain();
    }

    private String address(String name) {
        return name.contains(":") ? filled(name) : "sip:" + name(name) + "@" + domain(name);
    }

    /** Where a time of the day is expected, any one will do. */
    private static String timeless(String expected, String found) {
        return expected.contains(TIME) ? CLOCK.matcher(found).replaceAll(Matcher.quoteReplacement(TIME)) : found;
    }

    private String filled(String text) {
        return text.replace("{domain}", target.domain());
    }

    /** Leaves the server as it was: no room is left of those that were spoken to, and no registration. */
    @Override
    public void close() {
        for (Phone phone : phones.values()) {
            try {
                for (String room : rooms) {
                    phone.message(room, target.startChar() + "destroy");
                }
                phone.register(0);
            } catch (IOException e) {
                break;
            }
        }
        phones.values().forEach(Phone::close);
    }
}
