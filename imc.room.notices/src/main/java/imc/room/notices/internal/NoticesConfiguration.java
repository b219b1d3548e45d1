package imc.room.notices.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Describes the keys of {@link NoticesSettings} to whoever edits a configuration. */
@ObjectClassDefinition(name = "IM conference server: what rooms say",
        description = "Texts of the operator's own for what rooms tell. Every value can be changed while the server"
                + " runs.")
@interface NoticesConfiguration {

    @AttributeDefinition(name = "Texts", required = false,
            description = "Lines parted by \\r\\n, each with a notice's name, a language where the text is for one"
                    + " (joined_de), an equals sign and the text, in which {0} and variables of scripts are filled:"
                    + " joined = {0} is here, $imc(count) in all. Names: attempted, created, declined, destroyed,"
                    + " invites, joined, left, now.admin, now.member, now.owner, removed.")
    String texts() default "";
}
