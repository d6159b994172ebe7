"""Changes, trees and documents: the only room that reads git or the user's files."""
