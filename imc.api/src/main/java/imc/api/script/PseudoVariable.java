package imc.api.script;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that the operator's script can read, as Kamailio's pseudo-variables ({@code pv_export_t}): {@code $ua},
 * {@code $hdr(X-Spam)}. To add one, register a service of this type with the properties below, as
 * {@link PseudoVariableProperties} does for a component; from then on it is there in routes, in further headers and in
 * texts. Of several with one name the one with the highest {@code service.ranking} counts.
 * <p>
 * It is looked up when it is first asked for, and asked each time, unless {@link #OF_URI} says otherwise.
 */
@ConsumerType
public interface PseudoVariable {

    /** Service property, String: the name without {@code $}: letters, digits and underscores, a letter first. */
    String NAME = "imc.pv.name";

    /**
     * Service property, String, may be missing: what stands in its brackets, as {@code name} in {@code $hdr(name)}. A
     * variable without it has none; one with it cannot do without.
     */
    String ARGUMENT = "imc.pv.argument";

    /** Service property, String: what it is, in one line. */
    String HELP = "imc.pv.help";

    /** Service property, String: what it may read as, for people: {@code sip:chat-lunch@example.com}. */
    String EXAMPLE = "imc.pv.example";

    /**
     * Service property, Boolean, may be missing: whether it depends on nothing but the method and the Request-URI. Then
     * it may be asked once for several requests that have both in common.
     */
    String OF_URI = "imc.pv.of.uri";

    /**
     * What it reads as. Called by a thread that receives for everybody, many at the same time: it waits for nothing.
     * What it throws is logged once, and the request is answered 500.
     *
     * @param subject  what the script is about
     * @param argument what stands in brackets, without blanks around it; empty where none does
     * @return empty, and not null, where it is missing. A whole number counts as such where it is compared with one
     */
    String read(ScriptSubject subject, String argument);
}
