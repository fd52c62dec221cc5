package dev.countersign.localstack.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

@Command(
        name = "images",
        description = "Build the services' images, train them on a stack of their own, and push them.")
final class ImagesCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REGISTRY", description = "where to, such as registry.example.com")
    private String registry = "";

    /** Properties of the build. */
    @Unmatched
    private List<String> properties = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(registry));
        arguments.addAll(properties);
        return OtherModule.run("image", "dev.countersign.image.Images", arguments);
    }
}
