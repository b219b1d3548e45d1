package imc.api.command;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Sets the service properties of an {@link ImcCommand}. */
@ComponentPropertyType
public @interface ImcCommandProperties {

    /** The prefix of the properties' names. */
    String PREFIX_ = "imc.command.";

    /** {@link ImcCommand#NAME}. Compared without regard to case. */
    String name();

    /** {@link ImcCommand#ALIASES}. */
    String[] aliases() default {};

    /**
     * {@link ImcCommand#USAGE}: the arguments as {@code #help} shows them. {@code <word>} stands for any word, {@code
     * <word...>} for all words that are left, {@code word} for itself, brackets for what may be left out: {@code <user>
     * <role> [<room>]}, {@code [<room>] [private]}. What stands behind {@code <word...>} is always left out; where a
     * word other than {@code word} stands in the place of {@code [word]} and not all arguments are given, it is the
     * next one: {@code [since] [<time>] [<room>]}. The argument {@code <room>} names the room that the command is for;
     * without it, that is the room to which the message was sent. Where there is a {@code <word...>}, it stands
     * somewhere before that and is named with its host, and everything in brackets before it may be left out: {@code
     * <user> [for <time>] [<room>] [<reason...>]} takes {@code bob chat-1@example.com Please calm down}, and {@code
     * [<room>] <user> <text...>}, in which no text can be taken for a room, {@code chat-1@example.com bob see you}. A
     * usage without {@code <room>} is a command for no room.
     */
    String usage() default "[<room>]";

    /** {@link ImcCommand#HELP}. */
    String help();

    /** {@link ImcCommand#DETAILS}: who may, what the arguments mean, an example; each line for itself. */
    String[] details() default {};
}
