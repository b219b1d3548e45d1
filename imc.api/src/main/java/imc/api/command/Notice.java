package imc.api.command;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.text.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that is sent in the name of a room or, to the sender of a command, of whom he wrote to. A text that is too
 * long for a message is sent in parts, split at line ends; anything else goes as it is.
 *
 * @param receivers   who gets it; not changed afterwards
 * @param content     the whole of it
 * @param headers     further headers by name: {@code Date}, {@code Expires}; {@code In-Reply-To} is added
 * @param undelivered what is done for each receiver whom it does not reach; empty for nothing
 * @param isPersonal  whether it is meant for one user. To the sender of the command that is its answer, and comes from
 *                    the address that the command was sent to; everything else comes from the room
 * @param author      whose words are repeated, and from when, for clients that read CPIM: it has them in From and
 *                    DateTime, and the room in To (RFC 3862 §4). Empty for the room's own words
 * @param wording     which text it is, for policies that say the same in other words; empty for one that has no name
 */
public record Notice(List<SipAddress> receivers, Content content, Map<String, String> headers,
        Optional<Undelivered> undelivered, boolean isPersonal, Optional<Author> author, Optional<Wording> wording) {

    /**
     * Which of a bundle's texts a notice is made of.
     *
     * @param name      {@code joined}; the same in all languages
     * @param language  in which it is
     * @param about     whom it tells of; empty for nobody in particular
     * @param arguments what stands for <code>{0}</code> and so on in it, as {@link imc.api.text.Texts} has it
     */
    public record Wording(String name, Language language, Optional<SipAddress> about, List<String> arguments) {

        public Wording {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(about, "about");
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Who has said something.
     *
     * @param at when
     */
    public record Author(SipAddress address, Instant at) {

        public Author {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(at, "at");
        }
    }

    /** What a notice begins with, where it is not a list: {@code *** Room was created}. */
    public static final String MARK = "*** ";

    public Notice {
        Objects.requireNonNull(receivers, "receivers");
        Objects.requireNonNull(content, "content");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(undelivered, "undelivered");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(wording, "wording");
    }

    /** A text without a name. */
    public Notice(List<SipAddress> receivers, Content content, Map<String, String> headers,
            Optional<Undelivered> undelivered, boolean isPersonal, Optional<Author> author) {
        this(receivers, content, headers, undelivered, isPersonal, author, Optional.empty());
    }

    /** The room's own words. */
    public Notice(List<SipAddress> receivers, Content content, Map<String, String> headers,
            Optional<Undelivered> undelivered, boolean isPersonal) {
        this(receivers, content, headers, undelivered, isPersonal, Optional.empty());
    }

    /** A text from the room to some of its users. It is sent as it is, without {@link #MARK}. */
    public static Notice of(List<SipAddress> receivers, String text) {
        return of(receivers, Content.text(text));
    }

    /** Any content from the room to some of its users. */
    public static Notice of(List<SipAddress> receivers, Content content) {
        return new Notice(receivers, content, Map.of(), Optional.empty(), false);
    }

    /** This for one user. */
    public Notice personal() {
        return new Notice(receivers, content, headers, undelivered, true, author, wording);
    }

    /** This, whose failure has consequences. */
    public Notice otherwise(Undelivered consequence) {
        return new Notice(receivers, content, headers, Optional.of(consequence), isPersonal, author, wording);
    }

    /** This with these further headers. */
    public Notice with(Map<String, String> further) {
        return new Notice(receivers, content, further, undelivered, isPersonal, author, wording);
    }

    /** This, which repeats what somebody said. */
    public Notice by(SipAddress who, Instant at) {
        return new Notice(receivers, content, headers, undelivered, isPersonal,
                Optional.of(new Author(who, at)), wording);
    }

    /** This, which is made of a text that has a name. */
    public Notice worded(Wording of) {
        return new Notice(receivers, content, headers, undelivered, isPersonal, author, Optional.of(of));
    }

    /** This in other words, for the same receivers. */
    public Notice saying(String text) {
        return new Notice(receivers, Content.text(text), headers, undelivered, isPersonal, author, wording);
    }
}
