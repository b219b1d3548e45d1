package imc.script.internal.program;

import imc.script.internal.program.Block.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A whole script, as it has been read.
 *
 * @param blocks     in their order
 * @param objections says which variables and functions it uses and nobody offers now, one sentence each
 */
public record Program(List<Block> blocks, Supplier<Set<String>> objections) {

    /** Of no script. */
    public static final Program NONE = new Program(List.of(), Set::of);

    public Program {
        blocks = List.copyOf(blocks);
    }

    /** The request route, if there is one. */
    public Optional<Block> request() {
        return block(Kind.REQUEST, "");
    }

    /** One by its kind and name. */
    public Optional<Block> block(Kind kind, String name) {
        for (Block block : blocks) {
            if (block.kind() == kind && block.name().equals(name)) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    /** All of a kind: events by their names, timers with their intervals. */
    public List<Block> blocks(Kind kind) {
        return blocks.stream().filter(block -> block.kind() == kind).toList();
    }
}
