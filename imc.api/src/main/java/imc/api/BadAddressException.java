package imc.api;

import java.util.List;

/**
 * Says that a text is no address, and why: in English as its message, and in other languages by
 * {@link imc.api.text.AddressTexts}. {@link SipAddress} throws it.
 */
public final class BadAddressException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient List<Object> arguments;

    /**
     * @param key     by which the words are found in other languages
     * @param english the same words, with {@code %s} for each argument
     */
    BadAddressException(String key, String english, Object... arguments) {
        super(english.formatted(arguments));
        this.key = key;
        this.arguments = List.of(arguments);
    }

    /** By which the words are found in other languages. */
    public String key() {
        return key;
    }

    /** What stands in the words, in their order: what was found, and what is allowed. */
    public List<Object> arguments() {
        return arguments;
    }
}
