package imc.room.moderation.internal;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.command.Interpretation;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.text.Language;
import imc.commands.internal.CommandInterpreter;
import imc.commands.internal.CommandRegistry;
import imc.commands.internal.command.Accept;
import imc.commands.internal.command.Add;
import imc.commands.internal.command.Create;
import imc.commands.internal.command.Invite;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Leave;
import imc.commands.internal.command.Modify;
import imc.test.kit.TestRoom;
import imc.test.kit.Turned;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;

/** A room with moderation and the server's own commands, all on the thread of the test. */
final class House extends TestRoom {

    final Turned clock = new Turned();
    final Enforcement enforcement = new Enforcement(clock);
    /** Not before {@link #scheduled}. */
    Schedule schedule;
    boolean storeServes = true;
    /** Whether what others than users do waits for ever. */
    boolean isHeld;
    int held;
    private final CommandRegistry registry = new CommandRegistry();

    /** alice owns it, bert is an admin, the others are members. */
    House(String... members) {
        super(Stream.concat(Stream.of(member("alice", Role.OWNER)), Stream.of(members)
                .map(name -> member(name, name.equals("bert") ? Role.ADMIN : Role.MEMBER))).toArray(Member[]::new));
        policies.add(enforcement);
        install("create", "[<room>] [private]", new Create());
        install("join", "[<room>]", new Join());
        install("leave", "[<room>]", new Leave());
        install("accept", "[<room>]", new Accept());
        install("invite", "<user> [<room>]", new Invite());
        install("add", "<user> [<room>]", new Add());
        install("modify", "<user> <role> [<room>]", new Modify());
        Commands.all(clock).forEach(command -> install(command.name(), command.usage(), command));
    }

    /** The bundle's schedule begins, in the place of one that was there. */
    House scheduled() {
        listeners.clear();
        schedule = new Schedule(this, clock, clock);
        listeners.add(schedule);
        return this;
    }

    @SuppressWarnings("unchecked")
    void install(String name, String usage, ImcCommand command) {
        Map<String, Object> properties = Map.of(ImcCommand.NAME, name, ImcCommand.USAGE, usage);
        registry.bindCommand(command, (ServiceReference<ImcCommand>) Proxy.newProxyInstance(
                ServiceReference.class.getClassLoader(), new Class<?>[] {ServiceReference.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(given[0]);
                    case "compareTo" -> Integer.compare(name.hashCode(), given[0].hashCode());
                    case "hashCode" -> name.hashCode();
                    default -> null;
                }));
    }

    Answer send(String sender, String text) {
        return send(sender, text, Language.NONE);
    }

    Answer send(String sender, String text, Language likes) {
        if (!text.startsWith("#")) {
            return call(sender, Map.of()).saying(Content.text(text), now().presentBut(user(sender))).answer();
        }
        Interpretation read = new CommandInterpreter(registry).read(text, CHAT, "#", address -> true);
        if (read instanceof Interpretation.Refused refused) {
            return refused.answer();
        }
        Interpretation.Call call = (Interpretation.Call) read;
        language = likes;
        Answer answer = run(sender, call.command(), call.arguments());
        language = Language.NONE;
        return answer;
    }

    @Override
    public Step take(Step step, Cause cause) {
        return storeServes || step.changes().isEmpty() ? super.take(step, cause)
                : Step.refused(Answer.unavailable("away", 1));
    }

    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
        if (isHeld) {
            held++;
            return new CompletableFuture<>();
        }
        return super.change(address, cause, step);
    }

    boolean has(String name) {
        return now().member(user(name)).isPresent();
    }
}
