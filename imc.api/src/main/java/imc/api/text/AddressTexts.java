package imc.api.text;

import imc.api.BadAddressException;

/** Why a text is no address, in the language of who has written it. */
public final class AddressTexts {

    private static final Texts TEXTS = Texts.beside(AddressTexts.class);

    private AddressTexts() {
    }

    /**
     * What is wrong with an address.
     *
     * @param refusal what {@link imc.api.SipAddress} has thrown; of any other the message is given as it is
     * @return in that language, as far as this bundle and its fragments know it; else in English
     */
    public static String why(Language language, IllegalArgumentException refusal) {
        return refusal instanceof BadAddressException bad ? TEXTS.get(language, bad.key(), bad.arguments().toArray())
                : String.valueOf(refusal.getMessage());
    }
}
