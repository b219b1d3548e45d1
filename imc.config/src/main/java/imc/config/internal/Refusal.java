package imc.config.internal;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something that is not allowed in a file.
 *
 * @param keys     the keys that it is about; empty if that is not known
 * @param sentence what is wrong and what is allowed, without secrets
 */
record Refusal(Set<String> keys, String sentence) {

    /**
     * The sentence as the contracts have it: it names the keys as {@code key = 'value'} or as {@code the key 'key'}.
     */
    static Refusal of(String sentence, Set<String> keys) {
        return new Refusal(keys.stream().filter(key -> Pattern.compile("(?<![\\w.-])" + Pattern.quote(key)
                + " = '|the key '" + Pattern.quote(key) + "'").matcher(sentence).find()).collect(Collectors.toSet()),
                sentence);
    }
}
