package dev.countersign.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Where images are.
 *
 * @param name who logs in; empty: this machine's Docker configuration says, or nobody
 * @param insecure whether it may be one without TLS
 */
record Registry(String name, String password, boolean insecure) {

    /** All of an image, as one archive. */
    void save(String image, Path archive) throws IOException, InterruptedException {
        Files.createDirectories(archive.toAbsolutePath().getParent());
        containerize(from(image), Containerizer.to(TarImage.at(archive).named(reference(image))));
    }

    /**
     * The same image under the same name, with one more file.
     *
     * @param folder where the file goes, by its own name
     */
    JibContainer add(String image, Path file, String folder) throws IOException, InterruptedException {
        JibContainerBuilder more = from(image).addLayer(List.of(file), AbsoluteUnixPath.get(folder));
        return containerize(more, Containerizer.to(named(image)));
    }

    private JibContainerBuilder from(String image) throws IOException {
        return Jib.from(named(image));
    }

    private RegistryImage named(String image) throws IOException {
        ImageReference reference = reference(image);
        CredentialRetrieverFactory known = CredentialRetrieverFactory.forImage(reference, said -> {});
        RegistryImage found = RegistryImage.named(reference)
                .addCredentialRetriever(known.dockerConfig())
                .addCredentialRetriever(known.wellKnownCredentialHelpers());
        return name.isEmpty() ? found : found.addCredential(name, password);
    }

    private static ImageReference reference(String image) throws IOException {
        try {
            return ImageReference.parse(image);
        } catch (InvalidImageReferenceException e) {
            throw new IOException(image + " names no image", e);
        }
    }

    private JibContainer containerize(JibContainerBuilder image, Containerizer to)
            throws IOException, InterruptedException {
        try {
            return image.containerize(to.setAllowInsecureRegistries(insecure).setToolName("countersign"));
        } catch (RegistryException | CacheDirectoryCreationException | ExecutionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
