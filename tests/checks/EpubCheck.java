import com.adobe.epubcheck.tool.EpubChecker;

/**
 * E-books → a report of EPUBCheck for each, with usage, as its own program writes it; one start of Java for all.
 *
 * <p>Usage: EpubCheck BOOK.epub REPORT.json ...
 */
public class EpubCheck {
  public static void main(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      new EpubChecker().run(new String[] {args[i], "-u", "-q", "--json", args[i + 1]});
    }
  }
}
