package imc.script.internal;

import imc.api.script.ScriptTexts;
import imc.script.internal.eval.Clock;
import imc.script.internal.eval.Evaluation;
import imc.script.internal.eval.Expressions;
import imc.script.internal.eval.Failure;
import imc.script.internal.eval.Language;
import imc.script.internal.program.Program;
import imc.script.internal.run.Facts;
import imc.script.internal.run.Run;
import imc.script.internal.text.SyntaxException;
import imc.script.internal.whiteboard.Functions;
import imc.script.internal.whiteboard.Variables;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Fills variables into texts of others. */
@Component
public final class OfferedTexts implements ScriptTexts {

    private static final int MOST_MILLIS = 1000;

    private final Language language = new Language();
    private final Variables variables;
    private final Functions functions;

    @Activate
    public OfferedTexts(@Reference Variables variables, @Reference Functions functions) {
        this.variables = variables;
        this.functions = functions;
    }

    @Override
    public Template read(String text) {
        try {
            imc.script.internal.eval.Template template =
                    new Expressions(language, variables, functions).template(text);
            return facts -> filled(template, facts);
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String filled(imc.script.internal.eval.Template template, Map<String, String> facts) {
        Clock clock = Clock.of(MOST_MILLIS);
        clock.start();
        try {
            return template.value(new Evaluation(new Run(Program.NONE, new Facts(facts), clock, what -> { }), clock))
                    .toString();
        } catch (Failure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
